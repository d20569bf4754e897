import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { TOTAL_MARK } from '#connectors/kit/stated-total.ts'
import type { DecodedTable } from '../decode/decoded-table.ts'
import { HEAD_ROWS } from '../decode/limits.ts'

const Row = z.record(z.string(), z.string().nullable())

/** The table of a landed NDJSON file, with every header any row has; a file without rows has the headers given. */
export async function readLanded(
  path: string,
  name: string,
  headersOfNone: readonly string[],
): Promise<DecodedTable> {
  const headers = new Set<string>()
  const head: Record<string, string | null>[] = []
  let tail: Record<string, string | null>[] = []
  let rows = 0
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const row = Row.parse(JSON.parse(line))
    for (const header of Object.keys(row)) headers.add(header)
    if (row[TOTAL_MARK] != null) continue
    rows++
    if (head.length < HEAD_ROWS) head.push(row)
    tail.push(row)
    if (tail.length > 2 * HEAD_ROWS) tail = tail.slice(-HEAD_ROWS)
  }
  const columns = rows === 0 ? [...new Set([...headersOfNone, ...headers])] : [...headers]
  const cells = (row: Record<string, string | null>) => columns.map((header) => row[header] ?? '')
  return {
    name,
    path,
    format: { kind: 'ndjson', headers: columns },
    encoding: 'utf-8',
    preamble: [],
    footer: [],
    head: head.map(cells),
    tail: tail.slice(-HEAD_ROWS).map(cells),
    firstRow: 1,
    rows,
    bytes: (await stat(path)).size,
    problems: [],
  }
}
