import { describe, expect, test } from 'vitest'
import { isAgainDue } from './sync-again.ts'
import type { SyncRun } from './sync-log.ts'

const NOW = new Date('2026-03-01T10:00:00Z')
const run = (minutesAgo: number, state: SyncRun['state'], problem: string | null = null) => ({
  startedAt: new Date(NOW.getTime() - minutesAgo * 60_000).toISOString(),
  state,
  problem,
})

describe('a sync of the schedule is begun again', () => {
  test('where it was cut off, at once', () => {
    expect(isAgainDue([run(1, 'interrupted')], NOW)).toBe(true)
  })

  test('where it failed by what may pass, later each time, and not for ever', () => {
    const failed = (minutesAgo: number) => run(minutesAgo, 'failed', 'server_error')
    expect(isAgainDue([failed(14)], NOW)).toBe(false)
    expect(isAgainDue([failed(15)], NOW)).toBe(true)
    expect(isAgainDue([failed(30), failed(50)], NOW)).toBe(false)
    expect(isAgainDue([failed(61), failed(80)], NOW)).toBe(true)
    expect(isAgainDue([failed(900), failed(950), failed(960), failed(999)], NOW)).toBe(false)
  })

  test('not where somebody has to do something, it goes on, or it is done', () => {
    expect(isAgainDue([run(900, 'failed', 'wrong_key')], NOW)).toBe(false)
    expect(isAgainDue([run(900, 'failed', 'internal')], NOW)).toBe(false)
    expect(isAgainDue([run(900, 'running')], NOW)).toBe(false)
    expect(isAgainDue([run(900, 'done')], NOW)).toBe(false)
    expect(isAgainDue([], NOW)).toBe(false)
  })
})
