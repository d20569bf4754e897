/** A time as people's SQL shows it: `2026-04-01 10:00:00`, without a zone, since a log's times are in that of their file. */
export function clockTime(text: string): string {
  return text
    .replace('T', ' ')
    .replace(/Z$/, '')
    .replace(/\.(\d*?)0+$/, (_, digits: string) => (digits === '' ? '' : `.${digits}`))
}
