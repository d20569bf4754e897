import { describe, expect, test } from 'vitest'
import { dayIn, isoIn, knownZone, startOfDay } from './zone.ts'

describe('a day of a zone', () => {
  test.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-11-01', 'America/Los_Angeles', '2026-11-01T07:00:00.000Z'],
    ['2026-11-02', 'America/Los_Angeles', '2026-11-02T08:00:00.000Z'],
    ['2026-11-20', 'Asia/Kolkata', '2026-11-19T18:30:00.000Z'],
    ['2026-11-20', 'UTC', '2026-11-20T00:00:00.000Z'],
  ])('%s in %s begins at %s', (day, zone, moment) => {
    expect(startOfDay(day, zone).toISOString()).toBe(moment)
  })

  test('begins late where midnight is skipped', () => {
    // Lebanon moves its clocks at midnight.
    const start = startOfDay('2026-03-29', 'Asia/Beirut')
    expect(start.toISOString()).toBe('2026-03-28T22:00:00.000Z')
    expect(dayIn('Asia/Beirut', start)).toBe('2026-03-29')
  })

  test('is written with its own offset', () => {
    expect(isoIn('Europe/Berlin', startOfDay('2026-03-29', 'Europe/Berlin'))).toBe(
      '2026-03-29T00:00:00+01:00',
    )
    expect(isoIn('Europe/Berlin', startOfDay('2026-03-30', 'Europe/Berlin'))).toBe(
      '2026-03-30T00:00:00+02:00',
    )
    expect(isoIn('America/St_Johns', startOfDay('2026-11-20', 'America/St_Johns'))).toBe(
      '2026-11-20T00:00:00-03:30',
    )
  })
})

test('a zone nobody knows is none', () => {
  expect(knownZone('Europe/Berlin')).toBe('Europe/Berlin')
  expect(knownZone('US/Pacific')).toBe('America/Los_Angeles')
  for (const name of ['PST (Los Angeles)', '', null]) expect(knownZone(name)).toBeNull()
})
