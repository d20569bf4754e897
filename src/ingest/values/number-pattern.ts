/** Characters that may group digits, beside the comma and the point. */
export const SPACE_GROUPS = [' ', '\u00a0', '\u2009', '\u202f', "'", '\u2019'] as const

export type DecimalMark = '.' | ','

const SPACES = ' \\t\\x{00a0}\\x{2009}\\x{202f}'
const MONEY = '(?:[A-Z]{1,3}\\$|\\p{Sc}|[A-Z]{3}|kr\\.?|zł|Kč|Ft|lei)'

/** What a column of numbers may hold. */
export interface NumberMarks {
  /** Whether a percent sign may follow; false where things or money are counted. */
  readonly percent: boolean
}

/** A number in a file of this decimal mark, as RE2 reads it; group 1 holds the digits and their marks. */
export function numberPattern(decimal: DecimalMark, { percent }: NumberMarks = { percent: true }): string {
  const mark = decimal === '.' ? '\\.' : ','
  const group = `[${decimal === '.' ? ',' : '.'}${SPACES}'\\x{2019}]`
  const grouped = `\\d{1,3}(?:${group}\\d{2,3})*${group}\\d{3}(?:${mark}\\d*)?`
  const plain = `\\d+(?:${mark}\\d*)?(?:[eE][-+]?\\d+)?|${mark}\\d+`
  const sign = '[-+\\x{2212}\\x{2013}]?'
  const space = `[${SPACES}]*`
  return `${space}\\(?${space}${sign}${space}${MONEY}?${space}${sign}${space}(${grouped}|${plain})${space}(?:${percent ? '%|' : ''}${MONEY})?${space}\\)?${space}`
}

/** Marks before the digits that make a number negative, as RE2 reads them. */
export const NEGATIVE_PATTERN = '^[^0-9]*[-(\\x{2212}\\x{2013}]'

/** The same pattern for JavaScript. */
export function toRegExp(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern.replaceAll('\\x{', '\\u{')})$`, 'u')
}
