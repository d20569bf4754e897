import { ABSENT_NUMBERS } from './absent.ts'
import {
  type DecimalMark,
  NEGATIVE_PATTERN,
  type NumberMarks,
  numberPattern,
  SPACE_GROUPS,
  toRegExp,
} from './number-pattern.ts'

/** How the numbers of one file are written. */
export interface NumberFormat {
  readonly decimal: DecimalMark
  /** Characters seen between groups of digits. */
  readonly thousands: readonly string[]
  /** Whether any cell proved the decimal mark; else it is the usual reading of what was seen. */
  readonly certain: boolean
}

export interface NumberColumn {
  readonly values: readonly string[]
  /** Whether the column counts things, so that `1.234` must be one thousand and more. */
  readonly counts?: boolean
}

interface Evidence {
  point: number
  comma: number
  ambiguousPoint: number
  ambiguousComma: number
}

/** The one way the numbers of a file are written, from samples of its number columns. */
export function decideNumberFormat(columns: readonly NumberColumn[]): NumberFormat {
  const evidence: Evidence = { point: 0, comma: 0, ambiguousPoint: 0, ambiguousComma: 0 }
  const countPoints = { grouped: 0 }
  const seen = new Set<string>()
  for (const { values, counts } of columns) {
    for (const value of values) {
      const before = evidence.ambiguousPoint
      weigh(value, evidence, seen)
      if (counts && evidence.ambiguousPoint > before) countPoints.grouped++
    }
  }
  const certain = evidence.point !== evidence.comma
  const comma = certain
    ? evidence.comma > evidence.point
    : countPoints.grouped > 0 && evidence.ambiguousComma === 0
  const decimal: DecimalMark = comma ? ',' : '.'
  return { decimal, thousands: [...seen].filter((mark) => mark !== decimal), certain }
}

/** The number a cell says under a format, `null` for an absent one and `undefined` for an unreadable one. */
export function readNumber(
  text: string,
  format: NumberFormat,
  { percent }: NumberMarks = { percent: true },
): number | null | undefined {
  const trimmed = text.trim()
  if (ABSENT_NUMBERS.has(trimmed.toLowerCase()) || trimmed.startsWith('<')) return null
  const readers = percent ? READERS : COUNT_READERS
  const digits = readers[format.decimal].exec(trimmed)?.[1]
  if (digits === undefined) return undefined
  const plain = format.decimal === '.' ? digits : digits.replaceAll('.', '').replace(',', '.')
  const value = Number(plain.replace(/[^0-9.eE+-]/g, ''))
  if (!Number.isFinite(value)) return undefined
  return NEGATIVE.test(trimmed) ? -value : value
}

const READERS = { '.': toRegExp(numberPattern('.')), ',': toRegExp(numberPattern(',')) }
const COUNT_READERS = {
  '.': toRegExp(numberPattern('.', { percent: false })),
  ',': toRegExp(numberPattern(',', { percent: false })),
}
const NEGATIVE = new RegExp(NEGATIVE_PATTERN.replaceAll('\\x{', '\\u{'), 'u')
const DIGITS = /\d[\d.,'\u2019 \u00a0\u2009\u202f]*\d|[.,]\d+/u

function weigh(value: string, evidence: Evidence, seen: Set<string>): void {
  const text = value.trim()
  const readable = READERS['.'].test(text) || READERS[','].test(text)
  const digits = readable ? DIGITS.exec(text)?.[0] : undefined
  if (digits === undefined) return
  for (const mark of SPACE_GROUPS) if (digits.includes(mark)) seen.add(mark)
  const spaced = SPACE_GROUPS.some((mark) => digits.includes(mark))
  const points = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (points > 0 && commas > 0) {
    const comma = digits.lastIndexOf(',') > digits.lastIndexOf('.')
    seen.add(comma ? '.' : ',')
    evidence[comma ? 'comma' : 'point']++
  } else if (points > 0) {
    weighOne(digits, '.', points, spaced, evidence, seen)
  } else if (commas > 0) {
    weighOne(digits, ',', commas, spaced, evidence, seen)
  }
}

function weighOne(
  digits: string,
  mark: '.' | ',',
  count: number,
  spaced: boolean,
  evidence: Evidence,
  seen: Set<string>,
): void {
  const own = mark === '.' ? 'point' : 'comma'
  const other = mark === '.' ? 'comma' : 'point'
  if (count > 1) {
    seen.add(mark)
    evidence[other]++
    return
  }
  const [whole = '', fraction = ''] = digits.split(mark)
  if (spaced || fraction.length !== 3 || whole.length > 3 || whole === '' || whole.startsWith('0')) {
    evidence[own]++
    return
  }
  seen.add(mark)
  evidence[mark === '.' ? 'ambiguousPoint' : 'ambiguousComma']++
}
