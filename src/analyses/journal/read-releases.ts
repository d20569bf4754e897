import { answerQuery, type MetricContext } from '#metrics/index.ts'
import { findReleases, type Release, type VersionDay } from './find-releases.ts'

/** The dimension raw logs name the version in. */
const VERSION = 'tag.app_version'
const INSTALLS = 'event.install'

/** A release of one app on one OS; either is absent where no log tells it. */
export interface AppRelease extends Release {
  readonly app: string | null
  readonly os: string | null
}

/** The releases that raw logs with the version of each install tell of; none where no log names versions. */
export async function readReleases(context: MetricContext): Promise<readonly AppRelease[]> {
  if (!context.catalogue.loads.some(({ dimensions }) => dimensions.has(VERSION))) return []
  const { rows } = await answerQuery(
    { metrics: [INSTALLS], by: ['app', 'os', VERSION, 'day'], maturity: 'include' },
    context,
  )
  const apart = new Map<string, { app: string | null; os: string | null; days: VersionDay[] }>()
  for (const { keys, names, parts } of rows) {
    const [app = null, os = null, version = null, day = null] = keys
    if (version === null || day === null) continue
    const installs = parts.reduce((sum, { components }) => sum + (components[INSTALLS] ?? 0), 0)
    const key = JSON.stringify([app, os])
    const own = apart.get(key) ?? { app: names[0] ?? app, os, days: [] }
    apart.set(key, own)
    own.days.push({ version, day, installs })
  }
  return [...apart.values()].flatMap(({ app, os, days }) =>
    findReleases(days).map((release) => ({ ...release, app, os })),
  )
}
