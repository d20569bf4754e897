import type { DuckDBConnection } from '@duckdb/node-api'
import type { OutcomeKind } from '../../load-plan.ts'

/** Numbers of the outcome kinds in the store's dictionary, adding those it does not know. */
export async function outcomeKindNumbers(
  connection: DuckDBConnection,
  kinds: readonly OutcomeKind[],
): Promise<readonly number[]> {
  const numbers: number[] = []
  for (const kind of kinds) {
    const values = [
      kind.event,
      kind.counting,
      kind.basis,
      kind.attribution,
      kind.dateBasis,
      kind.window,
      kind.cohortDay,
      kind.validity,
    ]
    const found = await connection.runAndReadAll(
      `SELECT kind FROM outcome_kind WHERE event = ? AND counting = ? AND basis = ? AND attribution = ?
        AND date_basis = ? AND attribution_window IS NOT DISTINCT FROM ? AND cohort_day IS NOT DISTINCT FROM ?
        AND validity = ?`,
      values,
    )
    const known = found.getRows()[0]?.[0]
    if (known !== undefined) {
      numbers.push(Number(known))
      continue
    }
    const added = await connection.runAndReadAll(
      `INSERT INTO outcome_kind SELECT coalesce(max(kind), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ? FROM outcome_kind RETURNING kind`,
      values,
    )
    numbers.push(Number(added.getRows()[0]?.[0]))
  }
  return numbers
}
