import { z } from 'zod'
import { Maturity } from '#metrics/query.ts'
import { Day } from '#schema/day.ts'
import { SAMPLES } from '../sample/sample-name.ts'

/** A list that may be given once or several times. */
export function listOf(item: z.ZodType<string, string>) {
  return z
    .union([z.array(item), item])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .default([])
}

/** One text, which the command line hands over as a list of one. */
export function oneOf(text: z.ZodType<string, string>) {
  return z
    .union([text, z.array(text).length(1)])
    .transform((value) => (Array.isArray(value) ? value.join() : value))
}

function pairsDivided(form: string, markOf: (pair: string) => number) {
  return z
    .union([z.array(z.string()), z.string(), z.record(z.string(), z.string())])
    .default([])
    .transform((value, context) => {
      if (typeof value === 'object' && !Array.isArray(value)) return value
      const pairs: Record<string, string> = {}
      for (const pair of Array.isArray(value) ? value : [value]) {
        const mark = markOf(pair)
        if (mark < 1) {
          context.addIssue({ code: 'custom', message: `write ${form}, not ${pair}` })
          return z.NEVER
        }
        pairs[pair.slice(0, mark).trim()] = pair.slice(mark + 1).trim()
      }
      return pairs
    })
}

/** Pairs given as `FIELD=VALUE`, several times, or as an object. */
export const Pairs = pairsDivided('FIELD=VALUE', (pair) => pair.indexOf('='))

/** Pairs given as `NAME=AMOUNT`; a name may hold `=` itself. */
export const AmountPairs = pairsDivided('NAME=AMOUNT', (pair) => pair.lastIndexOf('='))

/** True when given at all, or as `true`. */
export const Flag = z
  .union([z.boolean(), z.enum(['true', 'false', ''])])
  .transform((value) => value === true || value === 'true' || value === '')
  .default(false)

/** True where nothing but rows is wanted. */
export const RowsOnly = Flag.meta({
  description: 'store rows alone: fetch no files of creatives this time',
})

/** Days back from the newest complete day of the data: `28d` or `28`. */
export const LastDays = z
  .union([z.string().regex(/^\d+d?$/, 'write a number of days, e.g. 28d'), z.number().int().positive()])
  .transform((value) => (typeof value === 'number' ? value : Number.parseInt(value, 10)))
  .meta({ description: 'days back from the newest complete day of the data, e.g. 28d' })

export const Sample = z
  .union([z.enum(SAMPLES), z.literal('true'), z.literal(true)])
  .transform((value) => (value === true || value === 'true' ? ('studio' as const) : value))
  .meta({ description: 'ask the built-in sample instead of the project: studio or upworthy' })

export const ReportTitle = z.string().trim().min(1).max(200).meta({ description: 'heading of the page' })

/** Inputs every question about rows takes. */
export const RangeInputs = {
  from: Day.optional().meta({ description: 'first day, YYYY-MM-DD' }),
  to: Day.optional().meta({ description: 'last day, YYYY-MM-DD' }),
  last: LastDays.optional(),
  where: listOf(z.string()).meta({
    description:
      'keep rows: "network = meta", "country in (US, DE) and not creative ~ hook", "os is unknown"',
  }),
  segment: listOf(z.string()).meta({
    description: 'keep the rows of a named filter of permille.yaml; given twice, of both',
  }),
  basis: z
    .enum(['network', 'mmp', 'own', 'skan', 'modelled'])
    .optional()
    .meta({ description: 'whose conversions to count instead of the source of truth' }),
  sample: Sample.optional(),
} as const

/** Which part of a long list is answered. */
export const PageInputs = {
  limit: z.coerce.number().int().positive().optional().meta({ description: 'first rows only' }),
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .default(0)
    .meta({ description: 'rows to leave out at the start, for the next page' }),
} as const

/** The part of a list that was asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit, offset }: { readonly limit?: number | undefined; readonly offset: number },
): Row[] {
  return rows.slice(offset, limit === undefined ? undefined : offset + limit)
}

/** What a question makes of days that may still change. */
export const MaturityInput = Maturity.default('mark').meta({
  description:
    'days a source may still change: include them, mark them, leave out those on which conversions are still expected (mature), exclude them all, or count those too that are still to come by what is learnt or declared of delays (completed)',
})

/** What a decision makes of them. */
export const DecisionMaturityInput = Maturity.exclude(['completed']).default('mature').meta({
  description:
    'newest days: left out while conversions are still expected on them (mature, default), counted and marked (mark), counted (include), or left out while their source may change them at all (exclude)',
})

/** The conversion a question counts. */
export const EventInput = z.string().optional().meta({
  description: 'conversion to count; the project’s main event by default, else what the files count',
})
