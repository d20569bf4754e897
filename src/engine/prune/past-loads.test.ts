import { expect, test } from 'vitest'
import { type KeptLoad, pastLoads } from './past-loads.ts'
import { RetentionSettings } from './retention-settings.ts'

const TODAY = '2026-11-22'

function load(number: number, more: Partial<KeptLoad> = {}): KeptLoad {
  return {
    load: number,
    source: 'appsflyer',
    file: `${number}.csv`,
    contentHash: `hash-${number}`,
    isRawLog: true,
    lastDay: '2026-11-01',
    undoneDay: null,
    ...more,
  }
}

test('raw logs go after 180 days, reports never', () => {
  const loads = [
    load(1, { lastDay: '2026-05-25' }),
    load(2, { lastDay: '2026-05-26' }),
    load(3, { lastDay: '2020-01-01', isRawLog: false }),
  ]
  const { rawLogs, isNeeded } = pastLoads(loads, TODAY, RetentionSettings.parse({}))
  expect(rawLogs.map((one) => one.load)).toEqual([1])
  expect(loads.map(({ contentHash }) => isNeeded(contentHash))).toEqual([false, true, true])
})

test('a source has days of its own, or for ever', () => {
  const loads = [load(1), load(2, { source: 'adjust' }), load(3, { source: 'own', lastDay: '2020-01-01' })]
  const settings = RetentionSettings.parse({ rawLogs: 7, sources: { adjust: 30, own: 'all' } })
  expect(pastLoads(loads, TODAY, settings).rawLogs.map((one) => one.load)).toEqual([1])
})

test('an original stays as long as any load of it does', () => {
  const archive = { contentHash: 'zip' }
  const past = load(1, { ...archive, lastDay: '2020-01-01' })
  const kept = pastLoads([past, load(2, { ...archive, isRawLog: false })], TODAY, RetentionSettings.parse({}))
  expect([kept.rawLogs.length, kept.isNeeded('zip')]).toEqual([1, true])
  const undone = [
    load(1, { undoneDay: '2026-10-22' }),
    load(2, { undoneDay: '2026-10-23' }),
    load(3, { undoneDay: '2026-01-01', contentHash: 'hash-2' }),
  ]
  const { rawLogs, isNeeded } = pastLoads(undone, TODAY, RetentionSettings.parse({}))
  expect(rawLogs).toEqual([])
  expect([isNeeded('hash-1'), isNeeded('hash-2'), isNeeded('unknown')]).toEqual([false, true, false])
})
