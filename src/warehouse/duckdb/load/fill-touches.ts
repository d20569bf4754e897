import type { DuckDBConnection } from '@duckdb/node-api'
import { PermilleError } from '#schema/error.ts'
import type { LoadPlan } from '../../load-plan.ts'
import { inTransaction } from '../transaction.ts'
import { readTouches } from './touch-rows.ts'

async function count(connection: DuckDBConnection, sql: string): Promise<number> {
  const answer = await connection.runAndReadAll(`SELECT count(*)::INTEGER ${sql}`)
  return Number(answer.getRows()[0]?.[0] ?? 0)
}

/** The refusal of touches that do not fit the rows they would stand beside. */
export function unfitTouches(load: number): PermilleError {
  return new PermilleError('conflict', `the rows of load ${load} were read otherwise then`, {
    remedy: 'undo the load and import its file again',
  })
}

/** Keeps the touches of a load that has none, in one transaction; how many there are. */
export function fillTouches(connection: DuckDBConnection, plan: LoadPlan, load: number): Promise<number> {
  return inTransaction(connection, async () => {
    if ((await count(connection, `FROM landed_touch WHERE load = ${load}`)) > 0) return 0
    const { rows } = await readTouches(connection, plan, load)
    const strangers = `FROM landed_touch t WHERE t.load = ${load}
      AND t.member NOT IN (SELECT m.member FROM member m WHERE m.load = ${load})`
    if ((await count(connection, strangers)) > 0) throw unfitTouches(load)
    return rows
  })
}
