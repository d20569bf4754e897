import { z } from 'zod'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { nearest } from '#schema/nearest.ts'

type Read = (row: RankRow) => string | number | null

const COLUMNS: Readonly<Record<string, Read>> = {
  evidence: ({ rank }) => rank,
  name: ({ name }) => name,
  impressions: ({ impressions }) => impressions,
  clicks: ({ clicks }) => clicks,
  spend: ({ spend }) => spend,
  conversions: ({ conversions }) => conversions,
  installs: ({ conversions }) => conversions,
  ipm: ({ perMille }) => perMille,
  per_mille: ({ perMille }) => perMille,
  adjusted: ({ adjusted }) => adjusted,
  believed: ({ shrunk }) => shrunk,
  probability_best: ({ probabilityBest }) => probabilityBest,
  expected_loss: ({ expectedLoss }) => expectedLoss,
  decision: ({ decision }) => decision,
}

const columnOf = (sort: string) => sort.replace(/^-/, '')

/** A column a ranking can be put in order by, with `-` in front for the largest first. */
export const RankSort = z
  .string()
  .default('evidence')
  .refine((sort) => Object.hasOwn(COLUMNS, columnOf(sort)), {
    error: ({ input }) => {
      const known = Object.keys(COLUMNS)
      const close = nearest(columnOf(String(input)), known)
      return `cannot sort by ${input}${close === null ? `; columns are ${known.join(', ')}` : ` (did you mean ${close}?)`}`
    },
  })

/** Rows of a ranking by a column, absent values last; equal ones keep their rank. */
export function sortRanking(rows: readonly RankRow[], sort: string): readonly RankRow[] {
  const read = COLUMNS[columnOf(sort)]
  if (read === undefined || sort === 'evidence') return rows
  const sign = sort.startsWith('-') ? -1 : 1
  return rows.toSorted((a, b) => {
    const [one, other] = [read(a), read(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
    return sign * String(one).localeCompare(String(other))
  })
}
