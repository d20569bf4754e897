import type { ClickHouseSettings } from '@clickhouse/client'
import type { ClickhouseNode } from './node.ts'

/** The table in which a node keeps its own rows of a table that is spread over the shards of a cluster. */
export function partTable(table: string, isCluster: boolean): string {
  return isCluster ? `${table}_part` : table
}

/** Deletes rows of a table that is spread over the shards, on every node. */
export async function deleteOnEveryNode(
  nodes: readonly ClickhouseNode[],
  isCluster: boolean,
  table: string,
  condition: string,
  settings: ClickHouseSettings,
): Promise<void> {
  const part = partTable(table, isCluster)
  for (const node of nodes) await node.run(`ALTER TABLE ${part} DELETE WHERE ${condition}`, settings)
}
