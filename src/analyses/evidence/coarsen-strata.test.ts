import { expect, test } from 'vitest'
import { coarsenStrata } from './coarsen-strata.ts'
import type { Place } from './place.ts'

const place = (object: string, country: string | null, format: string, conversions: number): Place => ({
  object,
  network: 'Meta',
  os: 'ios',
  country,
  format,
  exposure: 1000,
  conversions,
})

const PLACES = [
  place('a', 'US', 'video', 30),
  place('b', 'US', 'video', 30),
  place('a', 'DE', 'video', 15),
  place('b', 'DE', 'image', 15),
  place('a', 'FR', 'video', 15),
  place('b', 'GB', 'video', 15),
  place('a', 'IN', 'video', 1),
]

test('strata stay fine where there is enough, and give up format, country, then OS where there is not', async () => {
  expect(PLACES.map(await coarsenStrata(PLACES))).toEqual([
    'Meta · ios · US · video',
    'Meta · ios · US · video',
    'Meta · ios · DE',
    'Meta · ios · DE',
    'Meta · ios · tier 1',
    'Meta · ios · tier 1',
    'Meta',
  ])
})

test('a place nobody ran in belongs to the finest stratum that would hold it', async () => {
  const stratumOf = await coarsenStrata(PLACES)
  expect(stratumOf(place('', 'DE', 'playable', 0))).toBe('Meta · ios · DE')
  expect(stratumOf(place('', 'BR', 'video', 0))).toBe('Meta')
  expect(stratumOf({ ...place('', 'US', 'video', 0), network: 'Moloco' })).toBe('Moloco · ios · US · video')
})

test('a value nobody tells is not a dimension nobody asked', async () => {
  const unknown = [place('a', null, 'video', 30), place('b', null, 'video', 30)]
  expect(unknown.map(await coarsenStrata(unknown))).toEqual(
    Array(2).fill('Meta · ios · unknown country · video'),
  )
  const unasked = ['a', 'b'].map((object) => ({ object, network: 'Meta', exposure: 1000, conversions: 30 }))
  expect(unasked.map(await coarsenStrata(unasked))).toEqual(['Meta', 'Meta'])
})

test('strata of different levels stay apart even where they have the same words', async () => {
  const places: Place[] = [
    { object: 'a', network: 'Meta', exposure: 1000, conversions: 30 },
    { object: 'b', network: 'Meta', exposure: 1000, conversions: 30 },
    place('a', 'US', 'video', 9),
    place('b', 'BR', 'video', 9),
  ]
  expect(places.map(await coarsenStrata(places))).toEqual(['Meta', 'Meta', 'Meta · other', 'Meta · other'])
})

test('of very many strata the smallest are given up first', async () => {
  const many = Array.from({ length: 400 }, (_, index) => {
    const country = `C${index}`
    return [place('a', country, 'video', 30 + index), place('b', country, 'video', 30 + index)]
  }).flat()
  const stratumOf = await coarsenStrata(many)
  const strata = new Set(many.map(stratumOf))
  expect(strata.size).toBeLessThanOrEqual(300)
  expect(strata.size).toBeGreaterThan(100)
  expect(stratumOf(place('', 'C399', 'video', 0))).toBe('Meta · ios · C399 · video')
  expect(stratumOf(place('', 'C0', 'video', 0))).toBe('Meta · ios · tier 2')
})
