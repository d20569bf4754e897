import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { Fact } from '../views/facts.ts'
import type { ViewColumn, ViewTable } from '../views/view.ts'

const TYPES = { text: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN' } as const
const ROWS_AT_ONCE = 500

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** Rows as JSON lines, each with its place: stores keep no order of their own. */
function* lines({ rows }: ViewTable): Generator<string> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    yield rows
      .slice(start, start + ROWS_AT_ONCE)
      .map((row, index) => {
        const cells = row.map((cell, column) => [`c${column}`, cell] as const)
        return `${JSON.stringify({ place: start + index, ...Object.fromEntries(cells) })}\n`
      })
      .join('')
  }
}

function selected(columns: readonly ViewColumn[], path: string): string {
  const types = columns.map(({ type }, index) => `c${index}: '${TYPES[type]}'`)
  const named = columns.map(({ name }, index) => `c${index} AS "${name.replaceAll('"', '""')}"`)
  return `SELECT ${named.join(', ')} FROM read_json(${literal(path)}, format = 'newline_delimited',
    columns = {place: 'BIGINT', ${types.join(', ')}}) ORDER BY place`
}

/** A table as Parquet, the facts as its metadata. */
export async function writeParquet(
  table: ViewTable,
  facts: readonly Fact[],
  { warehouse, scratch }: { readonly warehouse: Warehouse; readonly scratch: string },
): Promise<Buffer> {
  const folder = join(scratch, `export-${randomUUID()}`)
  await mkdir(folder, { recursive: true })
  try {
    const [source, target] = [join(folder, 'rows.json'), join(folder, 'rows.parquet')]
    await pipeline(Readable.from(lines(table)), createWriteStream(source))
    const metadata = Object.fromEntries(facts.map(({ name, value }) => [`permille.${name}`, value]))
    await warehouse.writeParquet(selected(table.columns, source), target, metadata)
    return await readFile(target)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
