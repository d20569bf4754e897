import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { normaliseHeader } from './normalise-header.ts'

/** A look-alike export: whose it is, its lines split into cells, and where its header row is. */
export interface Fixture {
  readonly path: string
  readonly source: string
  readonly layoutId: string
  readonly headers: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const CONNECTORS_FOLDER = join(import.meta.dirname, '..')
const MOST_PREAMBLE = 10

function splitLine(line: string, delimiter: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (const letter of line) {
    if (letter === '"') quoted = !quoted
    if (letter === delimiter && !quoted) {
      cells.push(cell)
      cell = ''
    } else if (letter !== '"') cell += letter
  }
  return [...cells, cell]
}

function findRows(value: unknown): Record<string, unknown>[] {
  if (Array.isArray(value)) return value.filter((row) => typeof row === 'object' && row !== null)
  if (typeof value !== 'object' || value === null) return []
  return (
    Object.values(value)
      .map(findRows)
      .toSorted((a, b) => b.length - a.length)[0] ?? []
  )
}

function readTable(path: string): string[][] {
  const text = readFileSync(path, 'utf8')
  if (path.endsWith('.json')) {
    const rows = findRows(JSON.parse(text))
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))]
    return [keys, ...rows.map((row) => keys.map((key) => String(row[key] ?? '')))]
  }
  const delimiters = path.endsWith('.tsv') ? ['\t'] : [',', ';']
  const lines = text.split(/\r?\n/).filter((line) => line !== '')
  const [delimiter = ','] = delimiters.toSorted((a, b) => text.split(b).length - text.split(a).length)
  return lines.map((line) => splitLine(line, delimiter))
}

function readFixture(path: string): Fixture {
  const table = readTable(path)
  const width = Math.max(...table.slice(0, MOST_PREAMBLE).map((row) => row.filter(Boolean).length))
  const at = table.findIndex((row) => new Set(row.map((cell) => normaliseHeader(cell).key)).size > width / 2)
  return {
    path,
    source: basename(dirname(dirname(path))),
    layoutId: basename(path).split('.')[0] ?? '',
    headers: table[at] ?? [],
    rows: table.slice(at + 1),
  }
}

/** Every fixture beside the connectors; the part of its name before the first dot is its layout. */
export function readFixtures(): readonly Fixture[] {
  return globSync(join(CONNECTORS_FOLDER, '*', 'fixtures', '*'))
    .toSorted()
    .map(readFixture)
}
