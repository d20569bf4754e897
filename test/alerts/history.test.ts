import { afterAll, beforeAll, expect, test } from 'vitest'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { type Played, RecordedHistory } from './recorded-history.ts'

const FALLS = 36
const STOPS = 53
/** Hook A loses half of its rate on a day, and is stopped later; the others go on. */
const HOOKS: readonly Played[] = [
  { source: 'vungle', creative: 'Hook A', perMille: (day) => (day >= STOPS ? null : day < FALLS ? 10 : 5) },
  ...['Hook B', 'Hook C', 'Hook D'].map((creative) => ({
    source: 'vungle' as const,
    creative,
    perMille: () => 10,
  })),
]
const ON_UNITY: readonly Played[] = ['Hook B', 'Hook C'].map((creative) => ({
  source: 'unity-ads',
  creative,
  perMille: () => 10,
}))

let history: RecordedHistory
beforeAll(async () => {
  history = await RecordedHistory.open('targets: [{ metric: ipm, value: 30, network: Unity Ads }]')
})
afterAll(() => history.remove())

const told = (alerts: readonly { readonly rule: string; readonly name: string }[]) =>
  alerts.map(({ rule, name }) => `${rule} ${name}`)

test('a project without rows of its own is told so, and its sample raises nothing', async () => {
  const { fired, heldBack } = await history.check()
  expect(fired).toEqual([])
  expect(new Set(heldBack.map(({ reason }) => reason))).toEqual(
    new Set(['there are no rows of your own yet']),
  )
})

test('an account whose objects are all new is told so, without an alarm', async () => {
  const few: readonly Played[] = ['New 1', 'New 2'].map((creative) => ({
    source: 'vungle',
    creative,
    perMille: () => 1,
  }))
  const young = await RecordedHistory.open('targets: [{ metric: ipm, value: 30 }]')
  try {
    await young.arrive(few, 0, 1)
    const { fired, heldBack } = await young.check()
    expect(fired).toEqual([])
    expect(heldBack.filter(({ rule }) => rule === 'target')).toMatchObject([
      { name: 'Vungle', reason: 'installs are still expected on every day of Vungle' },
    ])
    expect(heldBack.filter(({ rule }) => rule === 'fatigue')).toMatchObject([
      { reason: expect.stringContaining('not enough data') },
    ])
  } finally {
    await young.remove()
  }
})

test('while all is well only the target that is missed is told, once', async () => {
  await history.arrive([...HOOKS, ...ON_UNITY], 0, 35)
  expect(told((await history.check()).fired)).toEqual(['target Unity Ads'])
  expect(await history.check()).toMatchObject({ fired: [], open: 1, cleared: [] })
})

test('a fall inside the days whose installs are still expected raises nothing', async () => {
  await history.arrive([...HOOKS, ...ON_UNITY], 36, 38)
  expect(await history.check()).toMatchObject({ fired: [], open: 1 })
})

test('once it is known it is told once, with the figures and the question that show it', async () => {
  await history.arrive([...HOOKS, ...ON_UNITY], 39, 52)
  const { fired } = await history.check()
  expect(told(fired)).toEqual(['fatigue Hook A'])
  const [alert] = fired
  expect(alert?.message).toMatch(
    /^Hook A (wears|is worn) out: 5\d % \(\d\d % – \d\d %\) of its rate is gone since 2026-02-0\d$/,
  )
  expect(alert?.question).toMatchObject({
    command: 'permille fatigue --by creative --last 90d',
    page: '/creative?key=hook+a',
  })
  const { series } = FatigueAnswer.parse(await history.ask('fatigue', alert?.question.input))
  expect(series.find(({ key }) => key === alert?.object)?.state).toMatch(/fatiguing|exhausted/)
  expect(await history.check()).toMatchObject({ fired: [], open: 2 })
})

test('an alert put aside is off the list, comes back by undo, and is told again when its days are over', async () => {
  const [alert] = (await history.alerts({ rule: 'fatigue' })).alerts
  const id = String(alert?.id)
  await history.ask('alerts-snooze', { id, days: 2 })
  expect((await history.alerts({ rule: 'fatigue' })).alerts).toEqual([])
  expect((await history.alerts({ state: 'snoozed' })).alerts).toMatchObject([
    { name: 'Hook A', snoozedBy: 'local' },
  ])
  await history.ask('alerts-snooze', { id, undo: true })
  expect(told((await history.alerts({ rule: 'fatigue' })).alerts)).toEqual(['fatigue Hook A'])
  await history.ask('alerts-snooze', { id, days: 2 })
  expect((await history.check()).fired).toEqual([])
  history.goTo(53 + 2)
  await history.reopen()
  expect(told((await history.check()).fired)).toEqual(['fatigue Hook A'])
  await expect(history.ask('alerts-snooze', { id: '9999' })).rejects.toMatchObject({ code: 'not_found' })
})

test('stale data is the only thing that is told, and nothing else changes', async () => {
  history.goTo(60)
  const { fired, open, cleared, heldBack } = await history.check()
  expect(fired).toMatchObject([
    { rule: 'stale', object: 'everything', figures: [{ value: '2026-02-22' }, { label: 'Last load' }] },
  ])
  expect({ open, cleared }).toEqual({ open: 2, cleared: [] })
  expect(heldBack.find(({ rule }) => rule === 'fatigue')?.reason).toBe(
    'the newest complete day is 2026-02-22, 8 days ago',
  )
})

test('what is over clears: new days came, and what wore out was stopped', async () => {
  await history.arrive(HOOKS, 53, 66)
  await history.project.change({ 'alerts.most': 1 })
  const { fired, more, cleared, heldBack, notes } = await history.check()
  expect(told(cleared).toSorted()).toEqual(['fatigue Hook A', 'stale All data'])
  // Unity Ads came to an end with the days before: its target says nothing any more, and stays as it was.
  expect(told(fired)).toEqual(['stale Unity Ads'])
  expect(more).toBe(0)
  expect(heldBack.find(({ rule }) => rule === 'target')).toMatchObject({
    name: 'Unity Ads',
    reason: 'it rests on networks that report nothing: Unity Ads since 2026-02-22',
  })
  expect(notes).toEqual([])
  expect(told((await history.alerts()).alerts).toSorted()).toEqual(['stale Unity Ads', 'target Unity Ads'])
})

test('data that goes stale again is told again, however soon', async () => {
  const standing = (await history.alerts({ state: 'past', rule: 'stale' })).alerts[0]?.id
  history.goTo(72)
  const { fired } = await history.check()
  expect(told(fired)).toEqual(['stale All data'])
  expect(fired[0]?.id).not.toBe(standing)
  expect((await history.check()).fired).toEqual([])
})

test('more than may be told at once is one sentence', async () => {
  // Vungle says of three old days what it did not before, and Hook D stands out from now on.
  await history.arrive(
    HOOKS.map((one) => ({ ...one, perMille: () => (one.creative === 'Hook D' ? 25 : 10) })),
    70,
    110,
  )
  const { fired, more, notes } = await history.check()
  expect(fired).toHaveLength(1)
  expect(more).toBeGreaterThan(0)
  expect(notes.map(({ code }) => code)).toContain('more_alerts')
  expect(notes[0]?.message).toBe(
    `${more} more began with this check than the 1 told here; \`permille alerts\` lists all.`,
  )
  const rules = new Set((await history.alerts()).alerts.map(({ rule }) => rule))
  expect(rules.has('winner')).toBe(true)
})
