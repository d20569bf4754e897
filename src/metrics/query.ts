import { z } from 'zod'
import { Basis } from '#schema/basis.ts'
import { Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'

const ORDER_OPERATORS = ['>', '>=', '<', '<='] as const
type OrderOperator = (typeof ORDER_OPERATORS)[number]

/** Whether an operator asks for an order, which only a launch and an age have. */
export function isOrder(operator: string): operator is OrderOperator {
  return ORDER_OPERATORS.some((known) => known === operator)
}

/** Keeps rows whose dimension equals, or contains, one of the values; `null` is a value nobody told. */
export interface DimensionFilter {
  readonly dimension: string
  readonly operator: '=' | '!=' | '~' | '!~' | OrderOperator
  readonly values: readonly (string | null)[]
}

/** What rows must be: one condition, several of which all or any must hold, or a named filter of the project. */
export type Filter =
  | DimensionFilter
  | { readonly all: readonly Filter[] }
  | { readonly any: readonly Filter[] }
  | { readonly segment: string; readonly filter: Filter }

export const Filter: z.ZodType<Filter, Filter> = z.lazy(() =>
  z.union([
    z.object({
      dimension: z.string(),
      operator: z.enum(['=', '!=', '~', '!~', ...ORDER_OPERATORS]),
      values: z.array(z.string().nullable()).min(1),
    }),
    z.object({ all: z.array(Filter) }),
    z.object({ any: z.array(Filter) }),
    z.object({ segment: z.string(), filter: Filter }),
  ]),
)

/** Keeps answered rows whose metric passes; one that could not be computed passes as `= null` alone. */
export interface MetricCondition {
  readonly metric: string
  readonly operator: '=' | '!=' | '>' | '>=' | '<' | '<='
  readonly value: number | null
}

/** What answered rows must be: one condition, or several of which all or any must hold. */
export type Having =
  | MetricCondition
  | { readonly all: readonly Having[] }
  | { readonly any: readonly Having[] }

export const Having: z.ZodType<Having, Having> = z.lazy(() =>
  z.union([
    z.object({
      metric: z.string(),
      operator: z.enum(['=', '!=', '>', '>=', '<', '<=']),
      value: z.number().nullable(),
    }),
    z.object({ all: z.array(Having) }),
    z.object({ any: z.array(Having) }),
  ]),
)

/**
 * What becomes of the newest days: all counted, counted and marked where their source may still change them, left out
 * where conversions are still expected on them (`mature`), left out wherever they may change at all (`exclude`), or
 * counted with the conversions that are still to come by a declared delay curve (`completed`).
 */
export const Maturity = z.enum(['include', 'mark', 'mature', 'exclude', 'completed'])
export type Maturity = z.infer<typeof Maturity>

/** Length of the periods an answer is told apart by; `total` is all of them in one. */
export const Grain = z.enum(['day', 'week', 'month', 'total'])
export type Grain = z.infer<typeof Grain>

/** A question to the metric layer, as a value: nothing in it is SQL. */
export const Query = z.object({
  metrics: z.array(z.string()).min(1),
  by: z.array(z.string()).default([]),
  grain: Grain.optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Days counted back from the newest complete day of the data. */
  lastDays: z.number().int().positive().optional(),
  /** Earlier days beside these: `previous`, `weekdays` or `FROM..TO`, each once. */
  compare: z.array(z.string()).default([]),
  where: z.array(Filter).default([]),
  having: z.array(Having).default([]),
  basis: Basis.optional(),
  maturity: Maturity.default('mark'),
  /** Days that were immature on this one are left out too, so that a past answer is given again. */
  asOf: Day.optional(),
  /** Whether every number counts acquisition alone, and not only rates of installs. */
  purpose: z.literal('acquisition').optional(),
  /** Whether a network with nothing but unsettled days keeps them. */
  keepUnsettled: z.boolean().default(true),
  sort: z.object({ by: z.string(), descending: z.boolean() }).optional(),
  limit: z.number().int().positive().optional(),
})
export type Query = z.infer<typeof Query>
export type QueryInput = z.input<typeof Query>

const PERIODS = ['day', 'week', 'month']

/** What an answer is told apart by: its periods first. */
export function groupingNames({ by, grain }: Pick<Query, 'by' | 'grain'>): readonly string[] {
  if (grain === undefined) return by
  const other = by.find((name) => PERIODS.includes(name) && name !== grain)
  if (other !== undefined) {
    throw new PermilleError('usage', `by ${other} and grain ${grain} do not go together`, {
      remedy: 'name one of them',
    })
  }
  return grain === 'total' || by.includes(grain) ? by : [grain, ...by]
}
