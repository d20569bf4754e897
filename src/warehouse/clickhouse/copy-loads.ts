import { randomUUID } from 'node:crypto'
import { PermilleError } from '#schema/error.ts'
import type { DuckDBConnection } from '../duckdb/driver.ts'
import { namesCampaigns } from '../duckdb/load/load-record.ts'
import { findCovered, isCovered } from '../duckdb/load/superseded.ts'
import { type LoadSlice, sliceOfLoad } from '../load-slice.ts'
import type { Derive, LoadProgress } from '../warehouse.ts'
import { readAddress } from './address.ts'
import { ClickhouseSession } from './clickhouse-session.ts'
import { KIND_COLUMNS, kindRows } from './load/kinds.ts'
import { sendReplacements } from './load/replacements.ts'
import { cutSlices, sendLoad } from './load/send-load.ts'
import { writeRolls } from './load/write-rolls.ts'
import type { ClickhouseNode } from './node.ts'
import { openNodes } from './open-nodes.ts'
import { publishHistory, readPublished, takeNumbers } from './publication.ts'

interface KnownLoad {
  readonly load: number
  readonly family: string
  readonly namesCampaigns: boolean
  readonly slice: LoadSlice | null
  readonly isUndone: boolean
}

async function readLoads(connection: DuckDBConnection): Promise<readonly KnownLoad[]> {
  const answer = await connection.runAndReadAll(
    'SELECT load, source, report, dimensions, settings, undone_at IS NOT NULL AS undone FROM load ORDER BY load',
  )
  return answer.getRowObjects().map((row) => {
    const dimensions = String(row.dimensions).split(' ')
    const slice = sliceOfLoad(String(row.settings))
    return {
      load: Number(row.load),
      family: JSON.stringify([String(row.source), String(row.report)]),
      namesCampaigns: namesCampaigns(dimensions, slice),
      slice,
      isUndone: row.undone === true,
    }
  })
}

/** Adds to `known_slice` the slices of a load that stands cut, each with whether its rows still count. */
async function rememberSlices(connection: DuckDBConnection, load: number): Promise<void> {
  await connection.run(`INSERT INTO known_slice
    SELECT s.slice, ${load}, s.account, s.app, s.os, s.campaign, s.day, s.period_start, s.period_end, f.states
    FROM (SELECT DISTINCT slice, account, app, os, campaign, day, period_start, period_end FROM outgoing_slice) s
    JOIN (SELECT slice, list(DISTINCT replaced_by IS NOT NULL) AS states FROM outgoing_fact GROUP BY slice) f
      ON f.slice = s.slice`)
}

/** Slices of earlier loads that a load covers, whether their rows counted until then or not. */
async function coveredSlices(
  connection: DuckDBConnection,
  { load, family, namesCampaigns, slice }: KnownLoad,
  earlier: readonly number[],
): Promise<readonly { slice: string; load: number }[]> {
  const coverage = { load, source: family, report: family, namesCampaigns, slice }
  await findCovered(connection, coverage)
  const found = await connection.runAndReadAll(
    `SELECT DISTINCT f.slice::VARCHAR AS slice, f.load FROM known_slice f JOIN known_slice m ON m.rowid = f.rowid
     WHERE f.load IN (${earlier.join(', ')}) AND ${isCovered(coverage, 'm.campaign')}`,
  )
  return found.getRowObjects().map((row) => ({ slice: String(row.slice), load: Number(row.load) }))
}

/** Throws `internal` when slices do not say which rows count: nothing was published then. */
async function checkSlices(connection: DuckDBConnection, given: ReadonlySet<string>): Promise<void> {
  const answer = await connection.runAndReadAll(
    'SELECT slice::VARCHAR AS slice, load, states FROM known_slice',
  )
  for (const row of answer.getRowObjectsJson()) {
    const expected = JSON.stringify([given.has(`${row.load} ${row.slice}`)])
    if (JSON.stringify(row.states) !== expected) {
      throw new PermilleError('internal', `load ${row.load} cannot be cut into slices; nothing was copied`, {
        remedy: 'import the kept originals into a new project instead',
      })
    }
  }
}

async function refuseUsed(node: ClickhouseNode): Promise<void> {
  const used = await node.query('SELECT count(*) AS n FROM load_number')
  if (Number(used.rows[0]?.n) > 0) {
    throw new PermilleError(
      'conflict',
      'this ClickHouse database holds loads already, or what an interrupted copy left',
      {
        remedy: 'name another database; it is made on first use',
      },
    )
  }
}

/**
 * Copies every load of a DuckDB store into an empty ClickHouse store: its rows, what it replaced, and that it
 * was undone. All of it counts with one last inserted row block; the connection is in a transaction that is
 * taken back.
 */
export async function copyLoads(
  connection: DuckDBConnection,
  url: string,
  folder: string,
  derive: Derive,
  onProgress: LoadProgress = () => {},
): Promise<number> {
  const address = readAddress(url)
  const nodes = await openNodes(address)
  try {
    const [first] = nodes
    if (first === undefined) return 0
    await refuseUsed(first)
    const seen = await readPublished(first)
    const loads = await readLoads(connection)
    const inForce = loads.filter(({ isUndone }) => !isUndone)
    await takeNumbers(
      first,
      loads.map(({ load }) => load),
    )
    const shipment = { connection, folder, nodes, isCluster: address.cluster !== null, token: randomUUID() }
    await connection.run(`CREATE OR REPLACE TEMP TABLE known_slice (slice UBIGINT, load INTEGER, account VARCHAR,
      app VARCHAR, os VARCHAR, campaign VARCHAR, day DATE, period_start VARCHAR, period_end VARCHAR, states BOOLEAN[])`)
    const given = new Set<string>()
    for (const [place, known] of loads.entries()) {
      await cutSlices(connection, known.load, known.namesCampaigns)
      await sendLoad(shipment, known.load)
      if (!known.isUndone) {
        const earlier = inForce
          .filter(({ load, family }) => load < known.load && family === known.family)
          .map(({ load }) => load)
        const covered = earlier.length === 0 ? [] : await coveredSlices(connection, known, earlier)
        for (const { slice, load } of covered) given.add(`${load} ${slice}`)
        await sendReplacements(first, known.load, covered, shipment.token)
        await rememberSlices(connection, known.load)
      }
      onProgress({ fraction: (place + 1) / loads.length, rows: 0 })
    }
    await checkSlices(connection, given)
    const counting = inForce.map(({ load }) => load)
    await writeRolls(first, counting, counting)
    const session = new ClickhouseSession(first, seen, counting)
    try {
      await session.replaceTable('outcome_kind', KIND_COLUMNS, await kindRows(connection))
      await derive(session, counting)
      await publishHistory(first, seen, loads, session.tables)
    } finally {
      await session.end()
    }
    return loads.length
  } finally {
    await Promise.all(nodes.map((node) => node.close()))
  }
}
