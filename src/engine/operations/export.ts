import { z } from 'zod'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { targetReached } from '#schema/target-reached.ts'
import { defineOperation } from './operation.ts'
import { rank } from './rank.ts'

const COLUMNS: readonly { readonly name: string; readonly read: (row: RankRow) => string | number | null }[] =
  [
    { name: 'rank', read: ({ rank: place }) => place },
    { name: 'key', read: ({ key }) => key },
    { name: 'name', read: ({ name }) => name },
    { name: 'networks', read: ({ networks }) => networks.join(' ') },
    { name: 'impressions', read: ({ impressions }) => impressions },
    { name: 'clicks', read: ({ clicks }) => clicks },
    { name: 'spend', read: ({ spend }) => spend },
    { name: 'currency', read: ({ currency }) => currency },
    { name: 'conversions', read: ({ conversions }) => conversions },
    { name: 'per_mille', read: ({ perMille }) => perMille },
    {
      name: 'interval_low_per_mille',
      read: ({ interval }) => (interval === null ? null : interval.low * 1000),
    },
    {
      name: 'interval_high_per_mille',
      read: ({ interval }) => (interval === null ? null : interval.high * 1000),
    },
    { name: 'shrunk_per_mille', read: ({ shrunk }) => (shrunk === null ? null : shrunk * 1000) },
    { name: 'probability_best', read: ({ probabilityBest }) => probabilityBest },
    { name: 'expected_loss', read: ({ expectedLoss }) => expectedLoss },
    { name: 'decision', read: ({ decision }) => decision },
    { name: 'target', read: ({ target }) => target?.description ?? null },
    { name: 'target_needs_per_mille', read: ({ target }) => target?.perMille ?? null },
    { name: 'target_reached', read: ({ target, interval }) => targetReached(target, interval) },
    { name: 'basis', read: ({ basis }) => basis },
  ]

/** A cell as CSV; a text a spreadsheet would run as a formula gets an apostrophe in front. */
function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const exportRanking = defineOperation({
  name: 'export',
  summary: 'A ranking as CSV',
  description: 'Answers the same question as `rank` as a CSV table, all rows, absent numbers empty.',
  examples: ['export --by creative > creatives.csv'],
  kind: 'question',
  input: rank.input,
  output: z.object({ csv: z.string(), rows: z.number().int() }),
  async run(project, input, context) {
    const answer = RankAnswer.parse(await rank.run(project, input, context))
    const lines = answer.rows.map((row) => COLUMNS.map(({ read }) => csvCell(read(row))).join(','))
    return {
      csv: `${[COLUMNS.map(({ name }) => name).join(','), ...lines].join('\n')}\n`,
      rows: lines.length,
    }
  },
  present: ({ csv }) => [{ kind: 'text', text: csv.trimEnd() }],
})
