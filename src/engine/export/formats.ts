import { PermilleError } from '#schema/error.ts'

/** Kinds of files rows are exported as. */
export const EXPORT_FORMATS = ['csv', 'xlsx', 'parquet'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** The kind a file's name says; throws `usage` where it says none of them. */
export function formatOfFile(path: string): ExportFormat {
  const format = EXPORT_FORMATS.find((one) => path.toLowerCase().endsWith(`.${one}`))
  if (format !== undefined) return format
  throw new PermilleError('usage', `${path} does not say what kind of file it is`, {
    remedy: `end it in ${EXPORT_FORMATS.map((one) => `.${one}`).join(', ')}, or add --format`,
  })
}
