import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatFilterValue } from '#schema/filter-value.ts'
import type { Filter } from '../query.ts'
import { formatFilter, formatHaving } from './format-filter.ts'
import { readConditions, readFilters } from './read-conditions.ts'
import { readSegments } from './read-segments.ts'

const NAMES = { mainEvent: 'install', own: [] }
const SEGMENTS = readSegments({ ios_us: 'os = ios and country = US', west: 'country in (US, CA)' }, NAMES)
const read = (text: string) => readConditions([text], { ...NAMES, segments: SEGMENTS })

/** The question as it is understood, written out. */
function understood(text: string): string {
  const { where, having } = read(text)
  return [...where.map(formatFilter), ...having.map(formatHaving)].join(' | ')
}

describe('a filter', () => {
  test.each([
    ['network = meta', 'network = meta'],
    ['country in US, DE', 'country in US, DE'],
    ['country not in (US, "D,E")', 'country not in US, "D,E"'],
    ['creative ~ hook', 'creative ~ hook'],
    ['creative not contains hook', 'creative !~ hook'],
    ['os is unknown', 'os is unknown'],
    ['os IS NOT unknown', 'os is not unknown'],
    ["campaign = O'Neil", "campaign = O'Neil"],
    ['campaign = "say ""hi"""', 'campaign = say "hi"'],
    ['campaign = Drop and Roll (v2)', 'campaign = "Drop and Roll (v2)"'],
    ['tag.hook = cat', 'tag.hook = cat'],
  ])('%s is a condition on a dimension', (text, expected) => {
    expect(understood(text)).toBe(expected)
  })

  test.each([
    ['os = ios and impressions > 1000', 'os = ios | impressions > 1000'],
    ['impressions>=1e3 or spend<2.5', 'impressions >= 1000 or spend < 2.5'],
    ['ctr > 2%', 'ctr > 0.02'],
    ['not (impressions > 10 and spend > 5)', 'impressions <= 10 or spend <= 5'],
    ['cpi is not unknown', 'cpi is not unknown'],
    ['clicks in (1, 2)', 'clicks = 1 or clicks = 2'],
    ['"event.sign-up" > 3', 'event.sign-up > 3'],
    ['not (os = ios or impressions > 1000)', 'os != ios | impressions <= 1000'],
  ])('%s keeps answered rows by its metrics', (text, expected) => {
    expect(understood(text)).toBe(expected)
  })

  test.each([
    ['os = ios or country = US and network = meta', 'os = ios or (country = US and network = meta)'],
    ['(os = ios or country = US) and network = meta', 'os = ios or country = US | network = meta'],
    ['not (os = ios or not country = US)', 'os != ios | country = US'],
    [
      '(creative = Hook (v2) and os = ios) or os = android',
      '(creative = "Hook (v2)" and os = ios) or os = android',
    ],
  ])('%s is read as logic reads it', (text, expected) => {
    expect(understood(text)).toBe(expected)
  })

  test.each([
    ['segment = ios_us', 'segment ios_us (os = ios and country = US)'],
    ['segment != west', 'segment not west (country not in US, CA)'],
    [
      'segment in (ios_us, west) and network = meta',
      'segment ios_us (os = ios and country = US) or segment west (country in US, CA) | network = meta',
    ],
  ])('%s takes a named filter', (text, expected) => {
    expect(understood(text)).toBe(expected)
  })

  test.each([
    ['os', /cannot read the filter/],
    ['', /cannot read the filter/],
    ['os =', /cannot read the filter/],
    ['os = ios) x', /understood until: os = ios/],
    ['os = ios and impressions >', /cannot read the filter/],
    ['os = ios and country US', /condition on country/],
    ['contry = US', /did you mean country/],
    ['impresions > 5', /did you mean impressions/],
    ['country > 5', /country is a dimension/],
    ['impressions ~ 5', /impressions is a metric/],
    ['impressions > many', /many is no number/],
    ['impressions > 1,000', /1,000 is no number/],
    ['day = 2026-03-01', /--from and --to/],
    ['os = ios or impressions > 5', /an or between/],
    ['segment = wset', /did you mean west/],
    ['segment ~ west', /a segment has no ~/],
  ])('%s is refused with what is wrong', (text, expected) => {
    expect(() => read(text)).toThrow(expected)
  })

  test('of a question that cannot keep answered rows names no metric', () => {
    expect(readFilters(['os = ios'], NAMES, 'rank')).toHaveLength(1)
    expect(() => readFilters(['os = ios and ipm > 5'], NAMES, 'rank')).toThrow(
      /rank keeps rows by dimensions/,
    )
  })

  test('that is too long or too deep is refused', () => {
    expect(() => read(`${'('.repeat(2000)}os = ios${')'.repeat(2000)}`)).toThrow(/too long/)
    expect(() => read(`os = ${'x'.repeat(20_000)}`)).toThrow(/too long/)
  })

  test('may join a thousand conditions without anybody waiting', () => {
    const { where } = read(`country in (${Array.from({ length: 1100 }, (_, k) => `"c${k}"`).join(', ')})`)
    expect(where).toHaveLength(1)
    expect(read(`${'not '.repeat(2000)}os = ios`).where).toEqual(read('os = ios').where)
  })
})

describe('segments', () => {
  test('may use those above them', () => {
    const segments = readSegments({ a: 'os = ios', b: 'segment = a and country = US' }, NAMES)
    expect(segments.size).toBe(2)
  })

  test.each([
    [{ a: 'segment = b', b: 'os = ios' }, /segments\.a.*unknown segment: b/],
    [{ a: 'impressions > 5' }, /segments\.a.*keeps rows by dimensions/],
    [{ a: 'os' }, /segments\.a: cannot read/],
  ])('%o are refused with the one at fault', (settings, expected) => {
    expect(() => readSegments(settings, NAMES)).toThrow(expected)
  })
})

test('any value that is written as filters are is found as it was', () => {
  const value = fc.oneof(fc.string({ maxLength: 60 }), fc.stringMatching(/^[-"',()=~ andorist]*$/))
  fc.assert(
    fc.property(value, value, (one, other) => {
      const [first, second] = [one, other].map(formatFilterValue)
      const { where } = read(`creative = ${first} and country in (${second}, ${first})`)
      expect(where).toEqual([
        { dimension: 'creative', operator: '=', values: [one] },
        { dimension: 'country', operator: '=', values: [other, one] },
      ])
    }),
    { numRuns: 500 },
  )
})

const DIMENSIONS = ['os', 'country', 'campaign', 'site'] as const
const VALUES = [
  'ios',
  'US',
  'a and b',
  "O'Neil",
  '"quoted"',
  'x, y',
  '(v2',
  ')',
  '; --',
  '',
  ' ',
  'é',
  'or os = ios',
]
const leaf = fc.record({
  dimension: fc.constantFrom(...DIMENSIONS),
  operator: fc.constantFrom('=', '!=', '~', '!~'),
  values: fc.oneof(fc.tuple(fc.constantFrom(...VALUES)), fc.tuple(fc.constant(null))),
})
const list = fc.record({
  dimension: fc.constantFrom(...DIMENSIONS),
  operator: fc.constantFrom('=', '!='),
  values: fc.array(fc.constantFrom(...VALUES), { minLength: 2, maxLength: 4 }),
})
const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf.filter(({ operator, values }) => values[0] !== null || !operator.endsWith('~')),
    list,
    fc.record({ all: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }) }),
  ),
}))
const row = fc.record(
  Object.fromEntries(DIMENSIONS.map((name) => [name, fc.option(fc.constantFrom(...VALUES))])),
)

function keeps(one: Filter, values: Readonly<Record<string, string | null>>): boolean {
  if ('all' in one) return one.all.every((part) => keeps(part, values))
  if ('any' in one) return one.any.some((part) => keeps(part, values))
  if ('segment' in one) return keeps(one.filter, values)
  const own = values[one.dimension] ?? null
  const found = one.values.some((value) =>
    value === null || own === null
      ? value === own
      : one.operator.endsWith('~')
        ? own.includes(value)
        : own === value,
  )
  return one.operator.startsWith('!') ? !found : found
}

test('a filter that is written out and read again keeps the same rows', () => {
  fc.assert(
    fc.property(filter, fc.array(row, { minLength: 1, maxLength: 8 }), (one, rows) => {
      const again = readConditions([formatFilter(one)], NAMES)
      expect(again.having).toEqual([])
      for (const values of rows) {
        expect(keeps({ all: again.where }, values), formatFilter(one)).toBe(keeps(one, values))
        const not = readConditions([`not (${formatFilter(one)})`], NAMES)
        expect(keeps({ all: not.where }, values), `not ${formatFilter(one)}`).toBe(!keeps(one, values))
      }
    }),
    { numRuns: 300 },
  )
})
