import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatSearchParams, parseSearchParams } from '../scope/search-params.ts'
import { DEFAULT_VIEW, formatRankQuestion, type RankView, rankView, SORT_COLUMNS } from './rank-view.ts'

function throughUrl(view: RankView): RankView {
  return rankView.parse(parseSearchParams(formatSearchParams(rankView.format(view))))
}

const word = fc.stringMatching(/^[a-z_.]{1,12}$/)
const text = fc.string({ minLength: 1, unit: 'grapheme' })
const day = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const range = fc.oneof(
  fc.constant({ kind: 'all' } as const),
  fc.integer({ min: 1, max: 9999 }).map((days) => ({ kind: 'last', days }) as const),
  fc.record({ kind: fc.constant('between' as const), from: day, to: fc.option(day) }),
)
const filter = fc.oneof(
  fc.record({ field: word, operator: fc.constantFrom('=', '!=', '~'), values: fc.tuple(text) }),
  fc.record({
    field: word,
    operator: fc.constant('in' as const),
    values: fc.array(
      text.filter((value) => !value.includes(',')),
      { minLength: 1 },
    ),
  }),
)
const view: fc.Arbitrary<RankView> = fc.record({
  by: fc.option(word),
  event: fc.option(word),
  range,
  where: fc.array(filter, { maxLength: 4 }),
  minImpressions: fc.nat(),
  adjust: fc.constantFrom('mix', 'none', 'os,country'),
  sample: fc.constantFrom(null, 'studio', 'upworthy'),
  sort: fc.record({ column: fc.constantFrom(...SORT_COLUMNS), descending: fc.boolean() }),
  search: fc.string({ unit: 'grapheme' }),
  row: fc.option(text),
  panel: fc.constantFrom(null, 'provenance'),
  show: fc.constantFrom('table', 'gallery'),
})

describe('the URL of a ranking', () => {
  it('gives back every view it was made from', () => {
    fc.assert(
      fc.property(view, (original) => {
        expect(throughUrl(original)).toEqual(original)
      }),
    )
  })

  it('is empty for the default view', () => {
    expect(formatSearchParams(rankView.format(DEFAULT_VIEW))).toBe('')
  })

  it('reads the filter forms of the HTTP API', () => {
    const params = parseSearchParams(
      '?where=network+%3D+meta&where=country+!%3D+DE&where=os+in+ios,android&where=campaign+~+a%3Db',
    )
    expect(rankView.parse(params).where).toEqual([
      { field: 'network', operator: '=', values: ['meta'] },
      { field: 'country', operator: '!=', values: ['DE'] },
      { field: 'os', operator: 'in', values: ['ios', 'android'] },
      { field: 'campaign', operator: '~', values: ['a=b'] },
    ])
  })

  it('asks for plain rates by the word of the HTTP API, and for one mix by none', () => {
    const plain = rankView.parse(parseSearchParams('?adjust=none'))
    expect(formatRankQuestion(plain)).toEqual({ adjust: ['none'] })
    expect(rankView.parse(parseSearchParams('?adjust=mix'))).toEqual(DEFAULT_VIEW)
  })

  it('falls back to the default for what it cannot read', () => {
    const params = parseSearchParams(
      '?last=soon&from=2026-02-31&minImpressions=-5&sort=-luck&where=nonsense&panel=attic&__proto__=x',
    )
    expect(rankView.parse(params)).toEqual(DEFAULT_VIEW)
  })

  it('asks the server only what the server answers', () => {
    const asked = formatRankQuestion({ ...DEFAULT_VIEW, search: 'cat', row: 'x', panel: 'provenance' })
    expect(asked).toEqual({})
  })
})
