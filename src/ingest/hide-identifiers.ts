import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { matchLayout } from '#connectors/recognise/match-layout.ts'
import { recognise } from '#connectors/recognise/recognise.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import type { ImportContext } from './import-context.ts'
import { relationSql } from './relation.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

/**
 * The table with every device's and user's identifier replaced by a keyed hash, when its layout has any;
 * else the table itself. Nothing downstream, and nothing kept, ever holds the identifiers.
 */
export async function hideIdentifiers(
  table: DecodedTable,
  folder: string,
  context: ImportContext,
): Promise<DecodedTable> {
  const { format } = table
  const found = recognise(format.headers, table.head)
  if (found.kind !== 'recognised' || format.kind !== 'csv') return table
  const { identifiers } = matchLayout(found.best.layout, format.headers)
  if (identifiers.length === 0) return table
  const hidden = new Set(identifiers.map(({ index }) => format.headers[index]))
  const columns = format.headers.map((header) => {
    const cell = quoted(header)
    return hidden.has(header)
      ? `CASE WHEN ${cell} IS NOT NULL THEN left(sha256(${literal(context.identifierKey)} || ${cell}), 24) END AS ${cell}`
      : cell
  })
  const path = join(folder, `hidden-${randomUUID()}.csv`)
  await context.warehouse.writeCsv(
    `SELECT ${columns.join(', ')} FROM ${relationSql(table, { ordered: true })}`,
    path,
  )
  return {
    ...table,
    path,
    format: { ...format, delimiter: ',', newline: '\n', skipLines: 0, skipLinesWithHeader: 1 },
  }
}
