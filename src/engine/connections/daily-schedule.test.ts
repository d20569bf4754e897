import { describe, expect, test } from 'vitest'
import { DailySchedule, dailyTimeOf, isDue, lastDue, nextDue } from './daily-schedule.ts'

const BERLIN = { at: '06:30', zone: 'Europe/Berlin' }
const at = (text: string) => new Date(text)

describe('a daily sync', () => {
  test('is at six in the project’s zone unless said, and never where it is off or paused', () => {
    const project = { paused: false, timezone: 'Asia/Tokyo' }
    expect(dailyTimeOf(undefined, project)).toEqual({ at: '06:00', zone: 'Asia/Tokyo' })
    expect(dailyTimeOf({ at: '22:15' }, project)).toEqual({ at: '22:15', zone: 'Asia/Tokyo' })
    expect(dailyTimeOf('off', project)).toBeNull()
    expect(dailyTimeOf({ at: '22:15' }, { ...project, paused: true })).toBeNull()
  })

  test('is refused at an hour or in a zone that does not exist', () => {
    for (const wrong of [{ at: '24:00' }, { at: '6' }, { at: '06:00', zone: 'Europe/Nowhere' }])
      expect(DailySchedule.safeParse(wrong).success).toBe(false)
  })

  test.each([
    ['in winter', '2026-01-10T12:00:00Z', '2026-01-10T05:30:00Z', '2026-01-11T05:30:00Z'],
    ['in summer', '2026-07-10T03:00:00Z', '2026-07-09T04:30:00Z', '2026-07-10T04:30:00Z'],
    ['over the change of the clocks', '2026-03-28T12:00:00Z', '2026-03-28T05:30:00Z', '2026-03-29T04:30:00Z'],
    ['at the very moment', '2026-01-10T05:30:00Z', '2026-01-10T05:30:00Z', '2026-01-11T05:30:00Z'],
  ])('begins at its hour in its zone %s', (_, now, last, next) => {
    expect(lastDue(BERLIN, at(now))).toEqual(at(last))
    expect(nextDue(BERLIN, at(now))).toEqual(at(next))
  })

  test('is due once a day, and once for all the days nobody was there', () => {
    const now = at('2026-01-10T12:00:00Z')
    expect(isDue(BERLIN, null, now), 'never begun').toBe(true)
    expect(isDue(BERLIN, at('2026-01-03T05:30:00Z'), now), 'a week ago').toBe(true)
    expect(isDue(BERLIN, at('2026-01-10T05:30:00.5Z'), now)).toBe(false)
    expect(isDue(BERLIN, at('2026-01-10T05:29:00Z'), now), 'by hand a minute before').toBe(true)
    expect(isDue(BERLIN, at('2026-01-10T11:00:00Z'), now), 'by hand afterwards').toBe(false)
  })
})
