import { textLiteral } from './literal.ts'

/** SQL that writes the rows of a query to a Parquet file, with texts by name as its metadata. */
export function parquetCopy(sql: string, path: string, metadata: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(metadata).map(([name, text]) => `${textLiteral(name)}: ${textLiteral(text)}`)
  const carried = pairs.length === 0 ? '' : `, KV_METADATA {${pairs.join(', ')}}`
  return `COPY (${sql}) TO ${textLiteral(path)} (FORMAT parquet${carried})`
}
