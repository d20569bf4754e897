/** What would be read as something other than part of a value: quotes, lists, parentheses, and joining words. */
const UNCLEAR = /^["']|[(),]|^\s|\s$|^$|\b(?:and|or)\b/i

/** A value as it stands in a filter: in quotes, each quote inside written twice, where it would be misread. */
export function formatFilterValue(value: string): string {
  return UNCLEAR.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/** The value that stands in a filter. */
export function parseFilterValue(written: string): string {
  const text = written.trim()
  const mark = text[0]
  if (text.length < 2 || (mark !== '"' && mark !== "'") || !text.endsWith(mark)) return text
  return text.slice(1, -1).replaceAll(mark + mark, mark)
}

/** The values of a list, its commas apart from those in quotes. */
export function parseFilterValues(written: string): readonly string[] {
  const values = written.match(/\s*(?:"(?:[^"]|"")*"|[^,]+)\s*/g) ?? []
  return values.map(parseFilterValue)
}
