import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIMENSION_NAMES } from './dimension.ts'
import { formatFieldTarget, parseFieldTarget } from './field-target.ts'
import { DELIVERY_MEASURE_NAMES } from './measure.ts'

describe('a field name', () => {
  test.each([
    ['conversions', 'event.conversion'],
    ['installs', 'event.install'],
    ['revenue', 'value.revenue'],
    ['cost', 'spend'],
    ['date', 'day'],
  ])('%s is short for %s', (short, long) => {
    const target = parseFieldTarget(short)
    expect(target && formatFieldTarget(target)).toBe(long)
  })

  test('that means nothing is null', () => {
    for (const name of ['', 'impresions', 'event.', 'tag.', 'other.thing'])
      expect(parseFieldTarget(name)).toBeNull()
  })

  test('may end in the day of a cohort', () => {
    expect(parseFieldTarget('value.revenue.d7')).toEqual({
      kind: 'event',
      event: 'revenue',
      part: 'value',
      cohortDay: 7,
      attribution: 'all',
    })
    expect(parseFieldTarget('event.retained.d0')).toMatchObject({ event: 'retained', cohortDay: 0 })
    for (const name of ['event.d7', 'event.level.d07', 'event.level.days', 'event.level.d1000'])
      expect(parseFieldTarget(name)).toMatchObject({ cohortDay: null })
  })

  test('round-trips', () => {
    const suffix = fc.stringMatching(/^[a-z][a-z0-9_. ]{0,20}$/)
    const names = fc.oneof(
      fc.constantFrom(...DIMENSION_NAMES, ...DELIVERY_MEASURE_NAMES, 'day', 'currency'),
      fc
        .tuple(
          fc.constantFrom('event', 'unique', 'value', 'click', 'view', 'tag'),
          suffix,
          fc.constantFrom('', '.d0', '.d7', '.d07', '.d30', '.d365'),
        )
        .map(([prefix, rest, cohort]) => `${prefix}.${rest}${cohort}`),
    )
    fc.assert(
      fc.property(names, (name) => {
        const target = parseFieldTarget(name)
        expect(target && formatFieldTarget(target)).toBe(name)
      }),
    )
  })
})
