import type { NamingPattern, PatternPart, PatternToken } from './naming-pattern.ts'

/** Letters with a meaning of their own in the expressions of JavaScript and of both stores (RE2). */
const SPECIAL = /[\\^$.*+?()[\]{}|/]/g
const SPECIAL_IN_CLASS = /[\\^[\]-]/g

function escaped(text: string): string {
  return text.replaceAll(SPECIAL, '\\$&')
}

function textsOf(parts: readonly PatternPart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'optional') return textsOf(part.parts)
    return part.kind === 'text' ? [part.text] : []
  })
}

/** What tells the tokens of a pattern apart: neither letters nor digits, and blanks only where nothing else stands. */
export function separatorsOf({ parts }: NamingPattern): readonly string[] {
  const found = textsOf(parts).flatMap((text) => {
    const marks = [...text].filter((letter) => !/[\p{L}\p{N}\s]/u.test(letter))
    return marks.length === 0 && /^\s+$/.test(text) ? [' '] : marks
  })
  return [...new Set(found)]
}

const DATE_PARTS = {
  YYYY: String.raw`\d{4}`,
  YY: String.raw`\d{2}`,
  MM: '0[1-9]|1[0-2]',
  DD: String.raw`0[1-9]|[12]\d|3[01]`,
} as const
type DatePart = keyof typeof DATE_PARTS

/** The parts of a date format in the order they are written, with what stands between. */
function dateParts(format: string): readonly (DatePart | string)[] {
  return format.match(/YYYY|YY|MM|DD|[^YMD]/g) ?? []
}

const isDatePart = (text: string): text is DatePart => Object.hasOwn(DATE_PARTS, text)

/** The groups of a date by what they hold. */
export function dateGroups(format: string): readonly DatePart[] {
  return dateParts(format).filter(isDatePart)
}

/** How an expression is written: what tells tokens apart, the token to capture, and how much tokens take. */
interface Writing {
  readonly separators: string
  readonly captured: string | null
  readonly amount: '+' | '+?'
}

function bodyOf({ form }: PatternToken, { separators, amount }: Writing, group: '(' | '(?:'): string {
  switch (form.kind) {
    case 'plain':
      return `${group}${separators === '' ? '.' : `[^${separators}]`}${amount})`
    case 'wide':
      return `${group}.${amount})`
    case 'number':
      return String.raw`0*${group}\d+)`
    case 'date':
      return dateParts(form.format)
        .map((part) => (isDatePart(part) ? `${group}${DATE_PARTS[part]})` : escaped(part)))
        .join('')
    case 'values': {
      // The longest first, so that a value that begins another does not hide it.
      const spellings = form.values
        .flatMap((value) => value.spellings)
        .toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1))
      return `${group}${spellings.map(escaped).join('|')})`
    }
  }
}

function partsRegex(parts: readonly PatternPart[], writing: Writing): string {
  return parts
    .map((part) => {
      if (part.kind === 'text') return escaped(part.text)
      if (part.kind === 'optional') return `(?:${partsRegex(part.parts, writing)})?`
      const { token } = part
      return bodyOf(token, writing, token.name !== null && token.name === writing.captured ? '(' : '(?:')
    })
    .join('')
}

/**
 * A regular expression for the names a pattern fits, whatever their case, with groups for one token: three for a date,
 * else one. It is written in what JavaScript, DuckDB and ClickHouse read alike.
 */
export function patternRegex(pattern: NamingPattern, captured: string | null): string {
  return `^${partsRegex(pattern.parts, { separators: separatorClass(pattern), captured, amount: '+?' })}$`
}

/** The same for the beginning of names: the first so many parts of the pattern, each taking what it can. */
export function beginningRegex(pattern: NamingPattern, length: number): string {
  const writing = { separators: separatorClass(pattern), captured: null, amount: '+' } as const
  return `^${partsRegex(pattern.parts.slice(0, length), writing)}`
}

function separatorClass(pattern: NamingPattern): string {
  return separatorsOf(pattern)
    .map((mark) => mark.replaceAll(SPECIAL_IN_CLASS, '\\$&'))
    .join('')
}
