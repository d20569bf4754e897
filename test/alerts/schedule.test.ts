import { expect, test } from 'vitest'
import { checkDue, isCheckDue } from '../../src/engine/alerts/check-due.ts'
import { RecordedHistory } from './recorded-history.ts'

test('a check is due after each load, each change of settings, and once a day, also when nobody was there', async () => {
  const history = await RecordedHistory.open(
    'alerts: { winner: off, fatigue: off, fraud: off, target: off, drift: off, daily: { at: "09:00", zone: UTC } }',
  )
  try {
    expect(await isCheckDue(history.project), 'nothing to look at').toBe(false)
    await history.arrive([{ source: 'vungle', creative: 'Hook A', perMille: () => 10 }], 0, 2)
    expect(await checkDue(history.project)).toBe(true)
    expect(await checkDue(history.project), 'nothing changed since').toBe(false)
    expect(history.project.jobs.list(9).filter(({ title }) => title === 'Check alerts')).toMatchObject([
      { who: 'schedule', state: 'done' },
    ])
    await history.arrive([{ source: 'vungle', creative: 'Hook B', perMille: () => 10 }], 2, 3)
    expect(await checkDue(history.project)).toBe(true)
    await history.project.change({ 'alerts.stale.days': 2 })
    expect(await checkDue(history.project)).toBe(true)
    history.clock.set('2026-01-06T08:59:00Z')
    await history.reopen()
    expect(await isCheckDue(history.project), 'noon of the day before was after nine').toBe(false)
    history.clock.set('2026-01-09T03:00:00Z')
    await history.reopen()
    expect(await checkDue(history.project), 'three mornings were missed').toBe(true)
    expect((await history.alerts()).alerts.map(({ rule }) => rule)).toEqual(['stale'])
    expect(await isCheckDue(history.project)).toBe(false)
  } finally {
    await history.remove()
  }
})
