import type { DuckDBConnection } from '@duckdb/node-api'
import { type LoadOutcome, type LoadPlan, TOUCH_TEXTS, TOUCH_TIMES } from '../../load-plan.ts'
import { memberKey } from './member-statement.ts'
import { readingColumns } from './reading-columns.ts'
import { rowState } from './row-state.ts'

/** Keeps a row of a raw log beside the fact it counts as: all that were stored and that some touch earned; how many. */
export async function readTouches(
  connection: DuckDBConnection,
  plan: LoadPlan,
  load: number,
): Promise<LoadOutcome['touches']> {
  const { touch, outcomes } = plan
  if (touch === null) return { rows: 0, untimed: 0 }
  const event = outcomes.by === 'row' ? outcomes.named : 'NULL::VARCHAR'
  const texts = TOUCH_TEXTS.map((field) => `${touch.texts[field] ?? 'NULL::VARCHAR'} AS ${field}`)
  const times = TOUCH_TIMES.map((field) => `${touch.times[field] ?? 'NULL::TIMESTAMP'} AS ${field}`)
  const contributors = `list_filter([${touch.contributors.join(', ')}]::VARCHAR[], lambda one: one IS NOT NULL)`
  await connection.run(`INSERT INTO landed_touch
      (load, day, member, event, ${TOUCH_TIMES.join(', ')}, ${TOUCH_TEXTS.join(', ')}, contributors, validity)
    SELECT ${load}, ${plan.day ? `(${plan.day.value})` : 'NULL::DATE'}, ${memberKey(plan, load)}, ${event},
      ${[...times, ...texts].join(', ')}, ${contributors},
      CASE WHEN ${touch.isRejected} THEN 'rejected' ELSE 'accepted' END
    FROM (SELECT *${readingColumns(plan)} FROM ${plan.relation({ ordered: false })})
    WHERE ${touch.isAttributed} AND ${rowState(plan, load)} = ${load}`)
  const kept = await connection.runAndReadAll(
    `SELECT count(*)::DOUBLE AS n, count(touch_time)::DOUBLE AS timed FROM landed_touch WHERE load = ${load}`,
  )
  const { n, timed } = kept.getRowObjects()[0] ?? {}
  return { rows: Number(n), untimed: Number(n) - Number(timed) }
}
