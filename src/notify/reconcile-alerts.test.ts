import { expect, test } from 'vitest'
import type { Alert, AlertRuleName } from '#schema/answer/alerts-answer.ts'
import { reconcileAlerts } from './reconcile-alerts.ts'

const finding = (rule: AlertRuleName) => ({
  rule,
  object: 'one',
  name: 'One',
  message: 'so it is',
  figures: [],
  question: { operation: 'rank', input: {}, page: '/', command: 'permille rank' },
})
const cleared = (rule: AlertRuleName, clearedAt: string): Alert => ({
  ...finding(rule),
  id: 1,
  label: rule,
  state: 'past',
  openedAt: '2026-01-01T00:00:00Z',
  seenAt: clearedAt,
  clearedAt,
  snoozedUntil: null,
  snoozedBy: null,
})
const again = (rule: AlertRuleName, clearedAt: string) => {
  const evaluation = { findings: [finding(rule)], held: [], judged: new Set([rule]) }
  const at = { now: new Date('2026-01-20T00:00:00Z'), quietDays: 7, isOn: () => true }
  const { begun, reopened } = reconcileAlerts([cleared(rule, clearedAt)], evaluation, at)
  return { begun: begun.length, reopened: reopened.map(({ id }) => id) }
}

test('what hovers around a limit and comes back soon is no news, what comes back later is', () => {
  expect(again('target', '2026-01-14T00:00:00Z')).toEqual({ begun: 0, reopened: [1] })
  expect(again('target', '2026-01-13T00:00:00Z')).toEqual({ begun: 1, reopened: [] })
})

test('what stops at once and comes back is news at once: syncs and data', () => {
  for (const rule of ['sync', 'stale'] as const)
    expect(again(rule, '2026-01-19T00:00:00Z')).toEqual({ begun: 1, reopened: [] })
})
