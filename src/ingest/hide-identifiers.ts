import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { matchLayout } from '#connectors/recognise/match-layout.ts'
import { recognise } from '#connectors/recognise/recognise.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import { findMeaning } from './find-meaning.ts'
import type { ImportContext } from './import-context.ts'
import type { ImportSettings } from './import-settings.ts'
import { relationSql } from './relation.ts'

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`

const PRIVATE_FIELDS = ['device_key', 'address_key']

/** Headers of a table's columns that identify a device, a person or an address: the layout's, and mapped ones. */
function identifierHeaders(table: DecodedTable, settings: ImportSettings): ReadonlySet<string> {
  const { headers } = table.format
  const found = recognise(headers, table.head)
  const meaning = findMeaning(table, settings)
  const layout =
    (meaning.kind === 'known' ? meaning.layout : null) ??
    (found.kind === 'recognised' ? found.best.layout : null)
  const known = layout === null ? [] : matchLayout(layout, headers).identifiers
  const mapped =
    meaning.kind === 'known'
      ? meaning.columns.filter(
          ({ target }) => target.kind === 'fact' && PRIVATE_FIELDS.includes(target.field),
        )
      : []
  return new Set([...known, ...mapped].flatMap(({ index }) => headers[index] ?? []))
}

/**
 * The table with every device's and user's identifier replaced by a keyed hash, when it has any;
 * else the table itself. Nothing downstream, and nothing kept, ever holds the identifiers.
 */
export async function hideIdentifiers(
  table: DecodedTable,
  settings: ImportSettings,
  folder: string,
  context: ImportContext,
): Promise<DecodedTable> {
  const { format } = table
  const hidden = identifierHeaders(table, settings)
  if (hidden.size === 0) return table
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
    format: {
      kind: 'csv',
      headers: format.headers,
      delimiter: ',',
      quote: '"',
      escape: '"',
      newline: '\n',
      skipLines: 0,
      skipLinesWithHeader: 1,
    },
  }
}
