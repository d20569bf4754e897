import { DatabaseSync } from 'node:sqlite'
import { beforeEach, describe, expect, test } from 'vitest'
import { PageAddress } from './operations/saved-view-parts.ts'
import { SavedViews } from './saved-views.ts'

let views: SavedViews

beforeEach(() => {
  views = new SavedViews(new DatabaseSync(':memory:'))
})

const WEEK = { name: 'Last week', address: '/?last=7d', user: 'ada', replace: false }

describe('saved views', () => {
  test('are found by name, whatever its case', () => {
    views.save(WEEK)
    expect(views.all()).toMatchObject([{ name: 'Last week', address: '/?last=7d', user: 'ada' }])
    expect(views.require('last WEEK').address).toBe('/?last=7d')
    expect(() => views.require('next week')).toThrow('there is no view next week')
  })

  test('take no other’s place unasked', () => {
    views.save(WEEK)
    expect(() => views.save({ ...WEEK, name: 'LAST WEEK' })).toThrow('already')
    views.save({ ...WEEK, name: 'LAST WEEK', address: '/why', user: null, replace: true })
    expect(views.all()).toMatchObject([{ name: 'LAST WEEK', address: '/why', user: null }])
  })

  test('change their name, also in case alone, but never into another’s', () => {
    views.save(WEEK)
    views.save({ ...WEEK, name: 'Now' })
    expect(views.rename('last week', 'LAST week').name).toBe('LAST week')
    expect(() => views.rename('Now', 'last week')).toThrow('already')
  })

  test('are answered once more when they are removed', () => {
    const saved = views.save(WEEK)
    expect(views.remove('last week')).toEqual(saved)
    expect(views.all()).toEqual([])
  })
})

test.each([
  ['/', true],
  ['/data/checks?last=28d', true],
  ['/?where=network+%3D+meta&last=28d', true],
  ['//evil.example/', false],
  ['https://evil.example/', false],
  ['/\\evil.example', false],
  ['/../../etc', false],
  ['/sign-in#code=stolen', false],
  ['javascript:alert(1)', false],
])('an address of a page: %s', (address, isOne) => {
  expect(PageAddress.safeParse(address).success).toBe(isOne)
})
