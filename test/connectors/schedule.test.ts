import { expect, test, vi } from 'vitest'
import { syncDue } from '../../src/engine/connections/sync-due.ts'
import { openProject } from '../support/open-project.ts'

const SETTINGS = `connections:
  unity-ads: { source: unity-ads, fields: { organization: "1", keyId: a, secretKey: "\${NOT_SET_ANYWHERE}" } }
  by-hand: { source: unity-ads, schedule: off }
  resting: { source: unity-ads, paused: true }
`

test('what is due is synced once, as a job, and what is off is not', async () => {
  const open = await openProject(SETTINGS)
  try {
    const { connections, jobs } = open.project
    expect(connections.due()).toEqual(['unity-ads'])
    expect(syncDue(open.project)).toEqual(['unity-ads'])
    await vi.waitFor(() => expect(jobs.list(1)[0]?.state).toBe('done'), 20_000)
    expect(jobs.list(9)).toMatchObject([{ title: 'Sync unity-ads', who: 'schedule' }])
    // Nothing is asked of anybody without the secret, which is a sync all the same.
    expect(connections.runs(9)).toMatchObject([{ connection: 'unity-ads', state: 'failed' }])
    expect(syncDue(open.project), 'until the next day').toEqual([])
    const { checks } = JSON.parse(JSON.stringify(await open.ask('doctor')))
    const told = checks.find(({ name }: { name: string }) => name === 'syncs')
    expect(told).toMatchObject({ ok: false })
    expect(told.detail).toMatch(
      /^unity-ads daily at 06:00 UTC, next .*Z; by-hand by hand only; resting by hand only/,
    )
    expect(told.detail).toContain('the last sync of unity-ads failed')
    await open.project.change({ schedules: false })
    expect(connections.nextSync('unity-ads')).toBeNull()
  } finally {
    await open.remove()
  }
})
