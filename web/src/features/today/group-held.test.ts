import { expect, test } from 'vitest'
import { groupHeld } from './group-held.ts'

test('a reason several rules share is said once', () => {
  const reason = 'the newest complete day is 2026-01-03, 8 days ago'
  const held = (rule: 'fraud' | 'target', name: string | null, why: string) => ({
    rule,
    object: name,
    name,
    reason: why,
  })
  expect(
    groupHeld([held('fraud', null, reason), held('target', null, reason), held('target', 'Meta', 'few')]),
  ).toEqual([
    { reason, of: 'Fraud; Targets' },
    { reason: 'few', of: 'Targets, Meta' },
  ])
})
