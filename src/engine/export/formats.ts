import { PermilleError } from '#schema/error.ts'

/** Kinds of files rows are exported as. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'parquet'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Media types of what is exported. */
export const FILE_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
}

/** The kind a file's name says; throws `usage` where it says none of them. */
export function formatOfFile(path: string): ExportFormat {
  const format = EXPORT_FORMATS.find((one) => path.toLowerCase().endsWith(`.${one}`))
  if (format !== undefined) return format
  throw new PermilleError('usage', `${path} does not say what kind of file it is`, {
    remedy: `end it in ${EXPORT_FORMATS.map((one) => `.${one}`).join(', ')}, or add --format`,
  })
}
