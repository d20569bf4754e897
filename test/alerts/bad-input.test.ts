import { afterEach, expect, test } from 'vitest'
import { type Played, RecordedHistory } from './recorded-history.ts'

const steady = (creative: string, source: Played['source'] = 'vungle', rate = 10): Played => ({
  source,
  creative,
  perMille: () => rate,
})
const HOOKS = ['Hook A', 'Hook B', 'Hook C'].map((creative) => steady(creative))

let history: RecordedHistory
afterEach(() => history.remove())

const fired = async () => (await history.check()).fired.map(({ rule, name }) => `${rule} ${name}`)

test('missing days, doubled counts, a clock hours ahead and another zone: what is wrong is said once, and nothing is made of it', async () => {
  history = await RecordedHistory.open('timezone: UTC\n')
  const without = (from: number, to: number): readonly Played[] =>
    HOOKS.map((one) => ({ ...one, perMille: (day) => (day >= from && day <= to ? null : one.perMille(day)) }))
  await history.arrive(without(20, 22), 0, 40)
  const { fired: none, notes } = await history.check()
  expect(none).toEqual([])
  expect(notes.map(({ message }) => message)).toEqual([
    'Vungle has no rows for 2026-01-21, 2026-01-22, 2026-01-23; nothing is concluded from days that are not there.',
  ])
  // The clock of the machine goes wrong by half a day, back and forth: no day is stale for that.
  for (const hours of [-14, 14, 0]) {
    history.clock.set(new Date(Date.UTC(2026, 1, 11, 12 + hours)).toISOString())
    expect(await fired()).toEqual([])
  }
  // From one day on the network sends every install twice, for a week; then it says what is so.
  const doubled = HOOKS.map((one) => ({ ...one, perMille: (day: number) => (day >= 41 ? 20 : 10) }))
  await history.arrive(doubled, 41, 47)
  expect(await fired()).toEqual([])
  await history.arrive(HOOKS, 41, 54)
  const { fired: rewritten } = await history.check()
  expect(rewritten.map(({ rule, message }) => [rule, message])).toEqual([
    [
      'drift',
      expect.stringMatching(/^Vungle rewrote \d+ days that were complete a week ago: install −50 %$/),
    ],
  ])
  expect(rewritten.map(({ name }) => name)).toEqual(['Vungle by creative'])
  // The network counts its days in another zone from now on: one day is short, the next goes on as before.
  const moved = HOOKS.map((one) => ({ ...one, perMille: (day: number) => (day === 55 ? 4 : 10) }))
  await history.arrive(moved, 55, 75)
  expect(await fired()).toEqual([])
})

test('an account of one creative is told that there is nothing to hold it against', async () => {
  history = await RecordedHistory.open('')
  const alone: Played = { source: 'vungle', creative: 'Only', perMille: (day) => 10 - day / 30 }
  await history.arrive([alone], 0, 60)
  const { fired: alerts, heldBack } = await history.check()
  expect(alerts.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Only wears out: .* there is too little beside it to hold it against/),
  ])
  expect(alerts[0]?.figures.map(({ label }) => label)).not.toContain(
    'False alarms of a healthy one in 90 days',
  )
  expect(heldBack).toMatchObject([
    { rule: 'winner', reason: '1 of 1 rows by creative have not enough data yet: none of them is judged' },
  ])
  expect(await fired()).toEqual([])
})

test('a network that stops is one alert, and those of its creatives wait; when it comes back within a week, and falls silent again, that is told', async () => {
  history = await RecordedHistory.open('alerts: { quietDays: 7 }\n')
  const both = [...HOOKS, ...['Hook D', 'Hook E'].map((creative) => steady(creative, 'unity-ads'))]
  await history.arrive(both, 0, 40)
  expect(await fired()).toEqual([])
  await history.arrive(HOOKS, 41, 46)
  expect(await fired()).toEqual(['stale Unity Ads'])
  await history.arrive(both, 41, 47)
  const { cleared } = await history.check()
  expect(cleared.map(({ name }) => name)).toEqual(['Unity Ads'])
  await history.arrive(HOOKS, 48, 53)
  expect(await fired()).toEqual(['stale Unity Ads'])
})
