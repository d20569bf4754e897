import { z } from 'zod'
import { Basis } from '#schema/basis.ts'
import { Day } from '#schema/day.ts'

export const FilterOperator = z.enum(['=', '!=', '~', '!~'])

/** Keeps rows whose dimension equals, or contains, one of the values. */
export const Filter = z.object({
  dimension: z.string(),
  operator: FilterOperator,
  values: z.array(z.string()).min(1),
})
export type Filter = z.infer<typeof Filter>

/** Keeps answered rows whose metric passes. */
export const Having = z.object({
  metric: z.string(),
  operator: z.enum(['>', '>=', '<', '<=']),
  value: z.number(),
})
export type Having = z.infer<typeof Having>

/** A question to the metric layer, as a value: nothing in it is SQL. */
export const Query = z.object({
  metrics: z.array(z.string()).min(1),
  by: z.array(z.string()).default([]),
  from: Day.optional(),
  to: Day.optional(),
  /** Days counted back from the newest complete day of the data. */
  lastDays: z.number().int().positive().optional(),
  where: z.array(Filter).default([]),
  having: z.array(Having).default([]),
  basis: Basis.optional(),
  sort: z.object({ by: z.string(), descending: z.boolean() }).optional(),
  limit: z.number().int().positive().optional(),
})
export type Query = z.infer<typeof Query>
export type QueryInput = z.input<typeof Query>
