import type { DuckDBConnection } from '@duckdb/node-api'
import type { OutcomeKind } from '../../load-plan.ts'
import type { SqlValue } from '../../warehouse.ts'
import { insertRows } from '../insert-rows.ts'

const COLUMNS = [
  ...['event', 'counting', 'basis', 'attribution', 'date_basis'],
  ...['attribution_window', 'cohort_day', 'validity'],
]

function valuesOf(kind: OutcomeKind): readonly SqlValue[] {
  return [
    kind.event,
    kind.counting,
    kind.basis,
    kind.attribution,
    kind.dateBasis,
    kind.window,
    kind.cohortDay,
    kind.validity,
  ]
}

/** Numbers of the outcome kinds in the store's dictionary, adding those it does not know. */
export async function outcomeKindNumbers(
  connection: DuckDBConnection,
  kinds: readonly OutcomeKind[],
): Promise<readonly number[]> {
  if (kinds.length === 0) return []
  const stored = await connection.runAndReadAll(`SELECT ${COLUMNS.join(', ')}, kind FROM outcome_kind`)
  const known = new Map(
    stored.getRows().map((row) => [JSON.stringify(row.slice(0, -1)), Number(row.at(-1))] as const),
  )
  const added: (readonly SqlValue[])[] = []
  let last = Math.max(0, ...known.values())
  const numbers = kinds.map((kind) => {
    const values = valuesOf(kind)
    const text = JSON.stringify(values)
    const own = known.get(text)
    if (own !== undefined) return own
    last += 1
    known.set(text, last)
    added.push([last, ...values])
    return last
  })
  await insertRows(connection, 'outcome_kind', ['kind', ...COLUMNS], added)
  return numbers
}
