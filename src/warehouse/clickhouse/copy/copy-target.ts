import { PermilleError } from '#schema/error.ts'
import type { ClickhouseNode } from '../node.ts'
import { isCopier } from '../publication.ts'

/** A load of the store that is copied. */
export interface CopiedLoad {
  readonly load: number
  readonly isUndone: boolean
}

/** What stands in the database a copy goes into. */
export interface CopyTarget {
  /** Whether all of the copy counts already: it was interrupted after that, or is complete. */
  readonly isWhole: boolean
  /** Loads whose numbers an interrupted copy has taken. */
  readonly taken: ReadonlySet<number>
}

const inOrder = (loads: readonly number[]) => loads.toSorted((one, other) => one - other).join(' ')

/** What stands in the database these loads are copied into; throws `conflict` when it holds anything else. */
export async function readCopyTarget(
  node: ClickhouseNode,
  loads: readonly CopiedLoad[],
): Promise<CopyTarget> {
  const numbers = await node.query('SELECT load, writer FROM load_number')
  const taken = new Set(numbers.rows.map(({ load }) => Number(load)))
  const known = new Set(loads.map(({ load }) => load))
  const isCopy = taken.isSubsetOf(known) && numbers.rows.every(({ writer }) => isCopier(String(writer)))
  const published = await node.query(
    'SELECT load, undone FROM publication WHERE load IS NOT NULL OR undone IS NOT NULL',
  )
  if (isCopy && published.rows.length === 0) return { isWhole: false, taken }
  const told = (name: 'load' | 'undone') =>
    inOrder(published.rows.flatMap((row) => (row[name] === null ? [] : [Number(row[name])])))
  const isWhole =
    told('load') === inOrder([...known]) &&
    told('undone') === inOrder(loads.flatMap(({ load, isUndone }) => (isUndone ? [load] : [])))
  if (isCopy && isWhole) return { isWhole, taken }
  throw new PermilleError('conflict', 'this ClickHouse database holds other loads than this project', {
    remedy: 'name another database; it is made on first use',
  })
}
