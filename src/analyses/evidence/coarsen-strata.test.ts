import { expect, test } from 'vitest'
import { coarsenStrata, type PlacedCount } from './coarsen-strata.ts'

const place = (object: string, country: string, format: string, conversions: number): PlacedCount => ({
  object,
  network: 'meta',
  os: 'ios',
  country,
  format,
  conversions,
})

test('strata stay fine where there is enough, and give up format, country, then OS where there is not', () => {
  const strata = coarsenStrata([
    place('a', 'US', 'video', 30),
    place('b', 'US', 'video', 30),
    place('a', 'DE', 'video', 15),
    place('b', 'DE', 'image', 15),
    place('a', 'FR', 'video', 15),
    place('b', 'GB', 'video', 15),
    place('a', 'IN', 'video', 1),
  ])
  expect(strata).toEqual([
    'meta · ios · US · video',
    'meta · ios · US · video',
    'meta · ios · DE',
    'meta · ios · DE',
    'meta · ios · tier 1',
    'meta · ios · tier 1',
    'meta',
  ])
})
