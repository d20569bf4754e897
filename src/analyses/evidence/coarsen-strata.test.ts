import { expect, test } from 'vitest'
import { coarsenStrata, type HeldPlace } from './coarsen-strata.ts'
import type { Place } from './place.ts'

const held = (object: string, place: Place, conversions: number): HeldPlace => ({
  place,
  conversions,
  object,
  several: false,
})

const video = (country: string | null, format = 'video'): Place => ({
  network: 'Meta',
  os: 'ios',
  country,
  format,
})

const place = (object: string, country: string | null, format: string, conversions: number): HeldPlace =>
  held(object, video(country, format), conversions)

const strataOf = (places: readonly HeldPlace[]) => {
  const stratumOf = coarsenStrata(places)
  return places.map((own) => stratumOf(own.place))
}

const PLACES = [
  place('a', 'US', 'video', 30),
  place('b', 'US', 'video', 30),
  place('a', 'DE', 'video', 15),
  place('b', 'DE', 'image', 15),
  place('a', 'FR', 'video', 15),
  place('b', 'GB', 'video', 15),
  place('a', 'IN', 'video', 1),
]

test('strata stay fine where there is enough, and give up format, country, then OS where there is not', () => {
  expect(strataOf(PLACES)).toEqual([
    'Meta · ios · US · video',
    'Meta · ios · US · video',
    'Meta · ios · DE',
    'Meta · ios · DE',
    'Meta · ios · tier 1',
    'Meta · ios · tier 1',
    'Meta',
  ])
})

test('a place nobody ran in belongs to the finest stratum that would hold it', () => {
  const stratumOf = coarsenStrata(PLACES)
  expect(stratumOf(video('DE', 'playable'))).toBe('Meta · ios · DE')
  expect(stratumOf(video('BR'))).toBe('Meta')
  expect(stratumOf({ ...video('US'), network: 'Moloco' })).toBe('Moloco · ios · US · video')
})

test('a value nobody tells is not a dimension nobody asked', () => {
  const unknown = [place('a', null, 'video', 30), place('b', null, 'video', 30)]
  expect(strataOf(unknown)).toEqual(Array(2).fill('Meta · ios · unknown country · video'))
  const unasked = ['a', 'b'].map((object) => held(object, { network: 'Meta' }, 30))
  expect(strataOf(unasked)).toEqual(['Meta', 'Meta'])
})

test('strata of different levels stay apart even where they have the same words', () => {
  const places = [
    held('a', { network: 'Meta' }, 30),
    held('b', { network: 'Meta' }, 30),
    place('a', 'US', 'video', 9),
    place('b', 'BR', 'video', 9),
  ]
  expect(strataOf(places)).toEqual(['Meta', 'Meta', 'Meta · other', 'Meta · other'])
})

test('of very many strata the smallest are given up first', () => {
  const many = Array.from({ length: 400 }, (_, index) => {
    const country = `C${index}`
    return [place('a', country, 'video', 30 + index), place('b', country, 'video', 30 + index)]
  }).flat()
  const stratumOf = coarsenStrata(many)
  const strata = new Set(strataOf(many))
  expect(strata.size).toBeLessThanOrEqual(300)
  expect(strata.size).toBeGreaterThan(100)
  expect(stratumOf(video('C399'))).toBe('Meta · ios · C399 · video')
  expect(stratumOf(video('C0'))).toBe('Meta · ios · tier 2')
})
