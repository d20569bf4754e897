import { PermilleError } from '#schema/error.ts'
import type { BeforeUpgrade } from '../warehouse.ts'
import type { ClickhouseAddress } from './address.ts'
import { identifier } from './dialect.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { views } from './migrations/views.ts'
import { ClickhouseNode } from './node.ts'

const OLDEST = 26

async function prepareDatabase(url: string, address: ClickhouseAddress): Promise<void> {
  const node = new ClickhouseNode(url, { ...address, database: 'default' })
  try {
    const { rows } = await node.query('SELECT version() AS version')
    const version = String(rows[0]?.version)
    if (Number.parseInt(version, 10) < OLDEST) {
      throw new PermilleError('unsupported', `ClickHouse at ${new URL(url).host} is version ${version}`, {
        remedy: `update it to ${OLDEST} or newer`,
      })
    }
    const known = await node.query('SELECT name FROM system.databases WHERE name = $1', [address.database])
    if (known.rows.length === 0) {
      await node.run(`CREATE DATABASE IF NOT EXISTS ${identifier(address.database)}`)
    }
  } finally {
    await node.close()
  }
}

/** Throws `usage` when the cluster has other shards than the project names nodes. */
async function checkCluster(first: ClickhouseNode, { cluster, nodes }: ClickhouseAddress): Promise<void> {
  if (cluster === null) return
  const { rows } = await first.query(
    'SELECT count(DISTINCT shard_num) AS shards, count(*) AS replicas FROM system.clusters WHERE cluster = $1',
    [cluster],
  )
  const shards = Number(rows[0]?.shards ?? 0)
  if (shards === 0) {
    throw new PermilleError('usage', `ClickHouse knows no cluster ${cluster}`, {
      remedy: 'name one of its `remote_servers` in `warehouse` of permille.yaml',
    })
  }
  if (Number(rows[0]?.replicas) > shards) {
    throw new PermilleError(
      'unsupported',
      `the cluster ${cluster} has replicas, which permille cannot fill`,
      {
        remedy: 'use a cluster with one replica per shard',
      },
    )
  }
  if (shards !== nodes.length) {
    throw new PermilleError(
      'usage',
      `the cluster ${cluster} has ${shards} shards, and permille.yaml names ${nodes.length} nodes`,
      { remedy: 'name every shard once, as host:port,host:port' },
    )
  }
}

async function migrate(
  nodes: readonly ClickhouseNode[],
  address: ClickhouseAddress,
  beforeUpgrade?: BeforeUpgrade,
): Promise<void> {
  const [first] = nodes
  if (first === undefined) return
  await first.run(
    'CREATE TABLE IF NOT EXISTS migration (version Int32, cluster String, applied_at DateTime64(6)) ENGINE = MergeTree ORDER BY version',
  )
  const { rows } = await first.query(
    'SELECT coalesce(max(version), 0) AS version, any_value(cluster) AS cluster FROM migration',
  )
  const current = Number(rows[0]?.version ?? 0)
  const own = address.cluster ?? ''
  if (current > (MIGRATIONS.at(-1)?.version ?? 0)) {
    throw new PermilleError('unsupported', 'this database was last used by a newer permille', {
      remedy: 'update permille, or use another database',
    })
  }
  if (current > 0 && rows[0]?.cluster !== own) {
    throw new PermilleError('conflict', 'this database was made for another cluster', {
      remedy: 'name the cluster it was made with, or copy it into another database with `permille migrate`',
    })
  }
  // Every statement may run again, and a version is written down last: one that was interrupted is taken up.
  const missing = MIGRATIONS.filter(({ version }) => version > current)
  if (current > 0 && (missing.length > 0 || beforeUpgrade?.isDue)) await beforeUpgrade?.run(null)
  for (const migration of missing) {
    for (const node of nodes) for (const sql of migration.onEveryNode(address)) await node.run(sql)
    for (const sql of migration.onFirstNode(address)) await first.run(sql)
    // Views are as this version has them, so they need the tables of its last migration.
    if (migration === missing.at(-1)) for (const sql of views()) await first.run(sql)
    await first.run(`INSERT INTO migration VALUES (${migration.version}, '${own}', now64(6))`)
  }
}

/** Connections to every node of a store, migrated to this version; the first is the one that is asked. */
export async function openNodes(
  address: ClickhouseAddress,
  beforeUpgrade?: BeforeUpgrade,
): Promise<readonly ClickhouseNode[]> {
  for (const url of address.nodes) await prepareDatabase(url, address)
  const nodes = address.nodes.map((url) => new ClickhouseNode(url, address))
  try {
    const [first] = nodes
    if (first !== undefined) await checkCluster(first, address)
    await migrate(nodes, address, beforeUpgrade)
  } catch (error) {
    await Promise.all(nodes.map((node) => node.close()))
    throw error
  }
  return nodes
}
