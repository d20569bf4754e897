import { z } from 'zod'
import { targetReached } from '#schema/target-reached.ts'
import { writeCount } from '#schema/write-count.ts'
import { DaysBack } from './days-back.ts'
import { pageOf, rankingOf, rateName, runningKeys, unknownRows, writePerMille, writeRate } from './ranking.ts'
import { defineRule, type NotJudged } from './rule.ts'

/** Something whose whole interval lies on the wrong side of its target. */
export const target = defineRule({
  name: 'target',
  label: 'Target missed',
  summary: 'the whole interval of a rate or cost lies beyond its target in permille.yaml',
  settings: z.strictObject({ by: z.string().default('network'), last: DaysBack.default('28d') }).prefault({}),
  judgesDays: true,
  async judge(ask, { by, last }, moment) {
    const ranking = await ask(rankingOf(by, last))
    const { event } = ranking.question
    const running = await runningKeys(ask, ranking, by, moment)
    const aimed = ranking.rows.filter((row) => row.target !== null)
    if (aimed.length === 0) return { found: [], held: [] }
    const found = aimed
      .filter((row) => targetReached(row.target, row.interval) === 'missed' && running.has(row.key))
      .toSorted((a, b) => (b.spend ?? 0) - (a.spend ?? 0))
      .map((row) => ({
        object: row.key,
        name: row.name,
        message: `${row.name} misses its target ${row.target?.description}: ${rateName(event)} ${writeRate(row)}, ${writePerMille(row.target?.perMille ?? null)} is needed`,
        figures: [
          { label: 'Target', value: row.target?.description ?? '' },
          { label: rateName(event), value: writeRate(row) },
          { label: 'Needed', value: writePerMille(row.target?.perMille ?? null) },
          ...(row.spend === null
            ? []
            : [{ label: 'Spend', value: `${writeCount(row.spend, 2)} ${row.currency ?? ''}`.trim() }]),
        ],
        networks: row.networks,
        shows: { operation: 'rank', input: { by, last }, page: pageOf(by, row.key) },
      }))
    const open: NotJudged[] = aimed
      .filter((row) => targetReached(row.target, row.interval) === 'open')
      .map(({ key, name }) => ({
        object: key,
        name,
        reason: 'its interval holds what the target needs: neither met nor missed',
      }))
    return { found, held: [...open, ...unknownRows(ranking, `rows by ${by}`)] }
  },
})
