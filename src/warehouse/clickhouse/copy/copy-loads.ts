import { randomUUID } from 'node:crypto'
import { PermilleError } from '#schema/error.ts'
import type { DuckDBConnection } from '../../duckdb/driver.ts'
import { interruptible } from '../../duckdb/load/interruptible.ts'
import type { CopyOptions, CopyOutcome } from '../../warehouse.ts'
import { readAddress } from '../address.ts'
import { ClickhouseSession } from '../clickhouse-session.ts'
import { KIND_COLUMNS, kindRows } from '../load/kinds.ts'
import { sendReplacements } from '../load/replacements.ts'
import { cutSlices, type Shipment, sendLoad } from '../load/send-load.ts'
import { writeRolls } from '../load/write-rolls.ts'
import type { ClickhouseNode } from '../node.ts'
import { openNodes } from '../open-nodes.ts'
import { type Published, publishHistory, readPublished, takeNumbers } from '../publication.ts'
import { readCopyTarget } from './copy-target.ts'
import { cutFingerprint, landedFingerprints, removeLanded } from './fingerprints.ts'
import {
  checkSlices,
  coveredSlices,
  forgetSlices,
  type KnownLoad,
  readLoads,
  rememberSlices,
} from './known-slices.ts'

/** A copy that is under way. */
interface Copying {
  readonly shipment: Shipment
  readonly first: ClickhouseNode
  /** What counted before, of which nothing may have changed at the end. */
  readonly seen: Published
  readonly loads: readonly KnownLoad[]
  readonly options: CopyOptions
}

/** Throws `conflict` when what counts in ClickHouse already is not what DuckDB holds. */
async function checkWhole({ shipment, first, loads }: Copying): Promise<void> {
  const landed = await landedFingerprints(first)
  for (const { load, namesCampaigns, isUndone } of loads) {
    if (isUndone) continue
    await cutSlices(shipment.connection, load, namesCampaigns)
    if (landed.get(load) !== (await cutFingerprint(shipment.connection, load))) {
      throw new PermilleError('conflict', `load ${load} is another one in this ClickHouse database by now`, {
        remedy: 'name another database; it is made on first use',
      })
    }
  }
}

/** Sends what is not there yet; how many loads an earlier attempt had brought there whole. */
async function sendMissing({ shipment, first, loads, options }: Copying): Promise<number> {
  const { connection, nodes, isCluster, token } = shipment
  const { onProgress, signal } = options
  const landed = await landedFingerprints(first)
  const expected = new Map<number, string>()
  // Few and cheap to send: what an earlier attempt wrote is not told apart.
  await first.run('TRUNCATE TABLE landed_replacement')
  await forgetSlices(connection)
  const given = new Set<string>()
  let found = 0
  for (const [place, known] of loads.entries()) {
    signal?.throwIfAborted()
    const { load, family, isUndone } = known
    await cutSlices(connection, load, known.namesCampaigns)
    const own = await cutFingerprint(connection, load)
    expected.set(load, own)
    if (landed.get(load) === own) found += 1
    else {
      if (landed.has(load)) await removeLanded(nodes, isCluster, load)
      await sendLoad(shipment, load, (fraction) => {
        onProgress?.({ fraction: (place + fraction) / loads.length, rows: 0 })
        signal?.throwIfAborted()
      })
    }
    if (!isUndone) {
      const earlier = loads
        .filter((other) => !other.isUndone && other.load < load && other.family === family)
        .map((other) => other.load)
      const covered = earlier.length === 0 ? [] : await coveredSlices(connection, known, earlier)
      for (const { slice, load: from } of covered) given.add(`${from} ${slice}`)
      await sendReplacements(first, load, covered, token)
      await rememberSlices(connection, load)
    }
    onProgress?.({ fraction: (place + 1) / loads.length, rows: 0 })
  }
  await checkSlices(connection, given)
  const arrived = await landedFingerprints(first)
  for (const [load, own] of expected) {
    if (arrived.get(load) !== own) {
      throw new PermilleError(
        'unavailable',
        `load ${load} did not arrive as it was sent; nothing counts yet`,
        {
          remedy: 'run `permille migrate` again: it sends that load anew',
        },
      )
    }
  }
  return found
}

/** Makes all of it count at once. */
async function publishAll({ shipment, first, seen, loads, options }: Copying): Promise<void> {
  const counting = loads.filter(({ isUndone }) => !isUndone).map(({ load }) => load)
  await writeRolls(first, counting, counting)
  const session = new ClickhouseSession(first, seen, counting)
  try {
    await session.replaceTable('outcome_kind', KIND_COLUMNS, await kindRows(shipment.connection))
    await options.derive(session, counting)
    options.signal?.throwIfAborted()
    await publishHistory(first, seen, loads, session.tables)
  } finally {
    await session.end()
  }
}

/**
 * Copies every load of a DuckDB store into a ClickHouse store that holds nothing else: its rows, what it replaced, and
 * that it was undone. All of it counts with one last inserted row block; a copy that was interrupted is taken up. The
 * connection is in a transaction that is taken back.
 */
export async function copyLoads(
  connection: DuckDBConnection,
  url: string,
  folder: string,
  options: CopyOptions,
): Promise<CopyOutcome> {
  const address = readAddress(url)
  const nodes = await openNodes(address)
  try {
    const [first] = nodes
    if (first === undefined) return { loads: 0, found: 0 }
    const seen = await readPublished(first)
    const loads = await readLoads(connection)
    const { isWhole, taken } = await readCopyTarget(first, loads)
    const shipment = { connection, folder, nodes, isCluster: address.cluster !== null, token: randomUUID() }
    const copying = { shipment, first, seen, loads, options }
    if (isWhole) {
      await checkWhole(copying)
      return { loads: loads.length, found: loads.length }
    }
    await takeNumbers(
      first,
      loads.map(({ load }) => load).filter((load) => !taken.has(load)),
    )
    const found = await interruptible(connection, options.signal, () => sendMissing(copying))
    await publishAll(copying)
    return { loads: loads.length, found }
  } finally {
    await Promise.all(nodes.map((node) => node.close()))
  }
}
