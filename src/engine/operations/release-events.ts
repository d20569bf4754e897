import { readReleases } from '#analyses/journal/read-releases.ts'
import type { JournalEvent } from '#schema/answer/journal-answer.ts'
import type { Store } from '../store.ts'

/** The releases raw logs tell of, by the version each user installed. */
export async function releaseEvents(store: Store): Promise<readonly JournalEvent[]> {
  const releases = await readReleases(await store.metricContext())
  return releases.map(({ version, day, first, share, app, os }) => ({
    day,
    kind: 'app_release',
    scope: { ...(app === null ? {} : { app }), ...(os === null ? {} : { os }) },
    note: `version ${version}: ${Math.round(100 * share)} % of the installs of this day${first === day ? '' : `, the first on ${first}`}`,
    number: null,
    unseen: null,
  }))
}
