import { z } from 'zod'
import { writeCount } from '#schema/write-count.ts'
import { DaysBack } from './days-back.ts'
import { pageOf, rankingOf, rateName, runningKeys, unknownRows, writePerMille, writeRate } from './ranking.ts'
import { defineRule } from './rule.ts'

/** Something the ranking says to scale, that runs now. */
export const winner = defineRule({
  name: 'winner',
  label: 'New winner',
  summary: 'the ranking decides to scale something that runs',
  settings: z
    .strictObject({ by: z.string().default('creative'), last: DaysBack.default('28d') })
    .prefault({}),
  judgesDays: true,
  async judge(ask, { by, last }, moment) {
    const ranking = await ask(rankingOf(by, last))
    const { event } = ranking.question
    const running = await runningKeys(ask, ranking, by, moment)
    const found = ranking.rows
      .filter(({ decision, key }) => decision === 'scale' && running.has(key))
      .map((row) => ({
        object: row.key,
        name: row.name,
        message: `${row.name} earns more than ${row.target === null ? 'the others' : 'its target needs'}: ${rateName(event)} ${writeRate(row)}${row.benchmark === null ? '' : ` against ${writePerMille(row.benchmark * 1000)}`}`,
        figures: [
          { label: rateName(event), value: writeRate(row) },
          { label: 'Impressions', value: writeCount(row.impressions ?? 0, 0) },
          ...row.reasons.slice(0, 2).map(({ message }) => ({ label: 'Why', value: message })),
        ],
        networks: row.networks,
        shows: { operation: 'rank', input: { by, last }, page: pageOf(by, row.key) },
      }))
    return { found, held: unknownRows(ranking, `rows by ${by.replaceAll('_', ' ')}`) }
  },
})
