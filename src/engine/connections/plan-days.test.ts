import { describe, expect, test } from 'vitest'
import type { Stream } from '#connectors/kit/stream.ts'
import { acquisitions } from '#connectors/unity-ads/exports/acquisitions.ts'
import type { LoadedSlice } from './loaded-days.ts'
import { type DayPlan, planDays, spanOf } from './plan-days.ts'

const stream: Stream = {
  id: 'example',
  label: 'Example',
  byDefault: true,
  grain: [],
  layout: acquisitions,
  refetchDays: 3,
  history: { days: 20 },
  daysPerRequest: 1,
  completeAfterHours: 3,
  fetch: () => [],
}
const plan = (more: Partial<DayPlan> = {}): DayPlan => ({
  stream,
  now: new Date('2026-11-20T10:00:00Z'),
  zone: 'UTC',
  since: null,
  asked: null,
  loaded: [],
  ...more,
})
const loaded = (from: string, to: string, observedAt: string): LoadedSlice => ({
  connection: 'c',
  stream: 'example',
  account: '1',
  from,
  to,
  observedAt: new Date(observedAt),
  rows: 1,
})

describe('the days of a sync', () => {
  test('reach as far back as the source goes, the newest first, a week at once', () => {
    expect(planDays(plan())).toEqual([
      { from: '2026-11-13', to: '2026-11-19' },
      { from: '2026-11-06', to: '2026-11-12' },
      { from: '2026-11-01', to: '2026-11-05' },
    ])
  })

  test('end with the last day that is over in the account’s zone', () => {
    const late = (zone: string, now: string) => spanOf(plan({ zone, now: new Date(now) }))?.to
    expect(late('UTC', '2026-11-20T02:59:00Z')).toBe('2026-11-18')
    expect(late('UTC', '2026-11-20T03:00:00Z')).toBe('2026-11-19')
    expect(late('America/Los_Angeles', '2026-11-20T10:59:00Z')).toBe('2026-11-18')
    expect(late('America/Los_Angeles', '2026-11-20T11:00:00Z')).toBe('2026-11-19')
    // The day of 25 hours ends an hour later.
    expect(late('Europe/Berlin', '2026-10-26T01:59:00Z')).toBe('2026-10-24')
    expect(late('Europe/Berlin', '2026-10-26T02:00:00Z')).toBe('2026-10-25')
  })

  test('are those missing, and those that were young when they were seen', () => {
    const known = [
      loaded('2026-11-01', '2026-11-09', '2026-11-19T10:00:00Z'),
      loaded('2026-11-12', '2026-11-18', '2026-11-19T10:00:00Z'),
    ]
    expect(planDays(plan({ loaded: known }))).toEqual([
      { from: '2026-11-16', to: '2026-11-19' },
      { from: '2026-11-10', to: '2026-11-11' },
    ])
  })

  test('are not asked for again within six hours, unless somebody says so', () => {
    const known = [loaded('2026-11-01', '2026-11-19', '2026-11-20T05:00:00Z')]
    expect(planDays(plan({ loaded: known }))).toEqual([])
    expect(planDays(plan({ loaded: known, asked: { from: '2026-11-18', to: null } }))).toEqual([
      { from: '2026-11-18', to: '2026-11-19' },
    ])
    expect(planDays(plan({ loaded: known, now: new Date('2026-11-20T12:00:00Z') }))).toEqual([
      { from: '2026-11-17', to: '2026-11-19' },
    ])
  })

  test('never lie before what the source still answers', () => {
    expect(planDays(plan({ asked: { from: '2026-01-01', to: '2026-11-02' } }))).toEqual([
      { from: '2026-11-01', to: '2026-11-02' },
    ])
    expect(planDays(plan({ since: '2026-12-01' }))).toEqual([])
  })
})
