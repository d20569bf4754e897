import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { budgetView } from '../budget/budget-view.ts'
import { compareView, MOST_COMPARED } from '../compare/compare-view.ts'
import { creativeView, SPLITS } from '../creative/creative-view.ts'
import { journalView, TOLD, WINDOWS } from '../journal/journal-view.ts'
import { MOVERS, overviewView } from '../overview/overview-view.ts'
import { DESIGN_NAMES, planView } from '../test-plan/plan-view.ts'
import { testsView } from '../tests/tests-view.ts'
import type { Filter } from './filter.ts'
import type { Scope } from './scope.ts'
import { scopeView } from './scope-view.ts'
import { formatSearchParams, parseSearchParams } from './search-params.ts'
import type { TimeRange } from './time-range.ts'
import type { ViewCodec } from './use-view.ts'

const word = fc.stringMatching(/^[a-z_.]{1,12}$/)
/** A key or name as it may stand in a list of them: never blank at its ends. */
const key = fc
  .string({ minLength: 1, unit: 'grapheme' })
  .filter((text) => text.trim() === text && text !== '')
const day = fc
  .date({ min: new Date('2015-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const dated: fc.Arbitrary<TimeRange> = fc.oneof(
  fc.integer({ min: 1, max: 9999 }).map((days): TimeRange => ({ kind: 'last', days })),
  fc.record({ kind: fc.constant('between' as const), from: day, to: fc.option(day) }),
)
const filter: fc.Arbitrary<Filter> = fc.record({
  field: word,
  operator: fc.constantFrom('=', '!=', '~'),
  values: fc.tuple(key),
})
const scope: { [Part in keyof Scope]: fc.Arbitrary<Scope[Part]> } = {
  event: fc.option(word),
  range: fc.oneof(fc.constant<TimeRange>({ kind: 'all' }), dated),
  where: fc.array(filter, { maxLength: 3 }),
  sample: fc.constantFrom(null, 'studio', 'upworthy'),
}
const amount = fc.option(fc.integer({ min: 1, max: 1_000_000 }))

function restores<View>(codec: ViewCodec<View>, view: fc.Arbitrary<View>): void {
  fc.assert(
    fc.property(view, (original) => {
      const address = formatSearchParams(codec.format(original))
      expect(codec.parse(parseSearchParams(address))).toEqual(original)
    }),
  )
}

describe('the address of a page restores its view', () => {
  it('of event, days and filters', () => restores(scopeView, fc.record(scope)))

  it('of the overview', () =>
    restores(overviewView, fc.record({ ...scope, range: dated, by: fc.constantFrom(...MOVERS) })))

  it('of a creative', () =>
    restores(creativeView, fc.record({ ...scope, key: fc.option(key), split: fc.constantFrom(...SPLITS) })))

  it('of a comparison', () =>
    restores(
      compareView,
      fc.record({ ...scope, by: word, objects: fc.uniqueArray(key, { maxLength: MOST_COMPARED }) }),
    ))

  it('of a budget', () =>
    restores(
      budgetView,
      fc.record({
        ...scope,
        range: dated,
        by: word,
        total: amount,
        floor: fc.option(fc.double({ min: 0, max: 1, noNaN: true }).map((share) => share || 0)),
        set: fc.dictionary(
          key,
          fc.double({ min: 0, max: 1e9, noNaN: true }).map((money) => money || 0),
          {
            maxKeys: 3,
            noNullPrototype: true,
          },
        ),
      }),
    ))

  it('of the journal', () =>
    restores(
      journalView,
      fc.record({
        ...scope,
        entry: fc.option(fc.integer({ min: 1, max: 9999 })),
        days: fc.constantFrom(...WINDOWS),
        objects: fc.constantFrom(...TOLD),
      }),
    ))

  it('of a test', () =>
    restores(testsView, fc.record({ ...scope, test: fc.option(key), on: fc.option(day) })))

  it('of a plan', () =>
    restores(
      planView,
      fc.record({
        ...scope,
        arms: fc.uniqueArray(key, { maxLength: 4 }),
        upcoming: fc.uniqueArray(key, { maxLength: 2 }),
        design: fc.constantFrom(...DESIGN_NAMES),
        lift: fc.integer({ min: 1, max: 1000 }),
        power: fc.integer({ min: 1, max: 99 }),
        ipm: amount,
        cpm: amount,
        dailyImpressions: amount,
      }),
    ))
})

describe('what an address gets wrong', () => {
  it('falls back to the default', () => {
    const params = parseSearchParams('?last=soon&split=moon&by=moon&on=2026-2-3&lift=-4&power=100&cpm=many')
    expect(creativeView.parse(params).split).toBe('network')
    expect(overviewView.parse(params)).toMatchObject({ by: 'creative', range: { kind: 'last', days: 28 } })
    expect(testsView.parse(params).on).toBeNull()
    expect(planView.parse(params)).toMatchObject({ lift: 20, power: 80, cpm: null })
  })

  it('compares no more than can be read side by side', () => {
    const params = parseSearchParams(`?${Array.from({ length: 9 }, (_, n) => `objects=${n}`).join('&')}`)
    expect(compareView.parse(params).objects).toHaveLength(MOST_COMPARED)
  })
})
