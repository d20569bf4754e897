import type { DuckDBConnection } from '../../duckdb/driver.ts'
import type { ClickhouseNode } from '../node.ts'
import { deleteOnEveryNode } from '../parts.ts'

/** What is told apart of the rows of one load: how many there are of each kind, and which. */
const PARTS = {
  member: ['count(*)', 'bit_xor(member)'],
  fact: ['count(*)', 'bit_xor(slice)'],
  touch: ['count(*)', 'bit_xor(slice)'],
  slice: ['sum(rows)', 'bit_xor(slice)'],
  load_kind: ['count(*)', 'max(kind)'],
  // Erasing somebody empties values that could not be read.
  quarantine: ['count(*)', 'count(value)'],
  stated_total: ['count(*)', 'max(row)'],
  load: ['count(*)', "max(source || ' ' || report || ' ' || content_hash || ' ' || settings_hash)"],
} as const

/** Tables that hold a part of each load. */
export type Part = keyof typeof PARTS

const OUTGOING: Readonly<Partial<Record<Part, string>>> = {
  fact: 'outgoing_fact',
  touch: 'outgoing_touch',
  slice: 'outgoing_slice',
}

function sqlOf(condition: string, table: (part: Part) => string): string {
  const isPart = (name: string): name is Part => Object.hasOwn(PARTS, name)
  return Object.keys(PARTS)
    .filter(isPart)
    .map(
      (
        part,
      ) => `SELECT '${part}' AS part, load, ${PARTS[part].map((sql, place) => `(${sql})::VARCHAR AS told${place}`).join(', ')}
        FROM ${table(part)} WHERE ${condition} GROUP BY load`,
    )
    .join(' UNION ALL ')
}

function textOf(rows: readonly Readonly<Record<string, unknown>>[]): string {
  return rows
    .map(({ part, told0, told1 }) => `${part} ${told0} ${told1}`)
    .sort()
    .join('\n')
}

/** Fingerprint of a load that stands in DuckDB, its slices cut. */
export async function cutFingerprint(connection: DuckDBConnection, load: number): Promise<string> {
  const distinct = '(SELECT DISTINCT load, kind FROM load_kind)'
  const table = (part: Part) => (part === 'load_kind' ? distinct : (OUTGOING[part] ?? part))
  const answer = await connection.runAndReadAll(sqlOf(`load = ${load}`, table))
  return textOf(answer.getRowObjectsJson())
}

/** Fingerprints of what stands in ClickHouse, by load. */
export async function landedFingerprints(node: ClickhouseNode): Promise<ReadonlyMap<number, string>> {
  const { rows } = await node.query(sqlOf('TRUE', (part) => `landed_${part}`))
  return new Map([...Map.groupBy(rows, ({ load }) => Number(load))].map(([load, own]) => [load, textOf(own)]))
}

/** Removes whatever stands in ClickHouse of a load that does not count. */
export async function removeLanded(
  nodes: readonly ClickhouseNode[],
  isCluster: boolean,
  load: number,
): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  const wait = { mutations_sync: '1', max_execution_time: 0 } as const
  for (const table of ['landed_fact', 'landed_touch', 'landed_rolled_fact'])
    await deleteOnEveryNode(nodes, isCluster, table, `load = ${load}`, wait)
  for (const table of ['roll', 'load', 'member', 'slice', 'load_kind', 'quarantine', 'stated_total'])
    await first.run(`ALTER TABLE landed_${table} DELETE WHERE load = ${load}`, wait)
}
