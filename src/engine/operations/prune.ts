import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BEFORE_UPGRADE } from '../backup/backup-before-upgrade.ts'
import type { Project } from '../project.ts'
import { type KeptLoad, pastLoads } from '../prune/past-loads.ts'
import { readKeptLoads } from '../prune/read-kept-loads.ts'
import { Flag } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const UPGRADES_KEPT = 2

const Pruned = z.object({
  /** `raw_log`: touches of a load; the others are files. */
  kind: z.enum(['raw_log', 'original', 'upgrade_backup']),
  name: z.string(),
  bytes: z.number().int(),
})
type Pruned = z.infer<typeof Pruned>

async function sized(kind: Pruned['kind'], path: string, name: string) {
  return { kind, name, bytes: (await stat(path)).size, path }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).toSorted()
}

async function pastOriginals(
  { folder }: Project,
  loads: readonly KeptLoad[],
  isNeeded: (hash: string) => boolean,
) {
  const fileOf = new Map(loads.map(({ contentHash, file }) => [contentHash, file]))
  const hashes = (await namesIn(folder.landing)).flatMap(
    (name) => /^([0-9a-f]{64})\.zst$/.exec(name)?.[1] ?? [],
  )
  return Promise.all(
    hashes
      .filter((hash) => !isNeeded(hash))
      .map((hash) => {
        const path = join(folder.landing, `${hash}.zst`)
        return sized('original', path, fileOf.get(hash) ?? `${hash.slice(0, 12)}, which no load names`)
      }),
  )
}

async function pastUpgrades({ folder }: Project) {
  const made = (await namesIn(folder.backups)).filter((name) => name.startsWith(BEFORE_UPGRADE))
  return Promise.all(
    made.slice(0, -UPGRADES_KEPT).map((name) => sized('upgrade_backup', join(folder.backups, name), name)),
  )
}

export const prune = defineOperation({
  name: 'prune',
  summary: 'Delete what need not be kept any longer',
  description:
    'Deletes touches and originals of raw logs older than `retention` in permille.yaml says, originals of loads that were taken back more than 30 days ago or that no load names, and all but the newest two backups made before upgrades. Reports of networks and MMPs, counts of days, creative files and backups somebody made stay.',
  examples: ['prune --dry-run', 'prune'],
  kind: 'change',
  role: 'admin',
  input: z.object({ dryRun: Flag.meta({ description: 'list it, delete nothing' }) }),
  output: z.object({
    isPreview: z.boolean(),
    pruned: z.array(Pruned),
    /** Touches deleted; `null` before it is done. */
    touches: z.number().int().nullable(),
    bytes: z.number().int(),
  }),
  isPreview: ({ dryRun }) => dryRun,
  async run(project, { dryRun }) {
    const { own, config, forgotten, now } = project
    const loads = await readKeptLoads(own.warehouse)
    const past = pastLoads(loads, now.toISOString().slice(0, 10), config.retention)
    const touched = await own.warehouse.query('SELECT DISTINCT t.load::VARCHAR AS load FROM landed_touch t')
    const withTouches = new Set(touched.rows.map(({ load }) => Number(load)))
    const rawLogs = past.rawLogs.filter(({ load }) => withTouches.has(load))
    const files = [...(await pastOriginals(project, loads, past.isNeeded)), ...(await pastUpgrades(project))]
    const pruned = [
      ...rawLogs.map(({ file }) => ({ kind: 'raw_log' as const, name: file, bytes: 0 })),
      ...files.map(({ path: _, ...file }) => file),
    ]
    const answer = { isPreview: dryRun, pruned, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
    if (dryRun) return { ...answer, touches: null }
    const touches = await own.warehouse.forgetTouches({ loads: rawLogs.map(({ load }) => load) })
    if (touches > 0) forgotten.add(0)
    for (const { path } of files) await rm(path, { force: true })
    return { ...answer, touches }
  },
  present: ({ isPreview, pruned, touches, bytes }) =>
    pruned.length === 0
      ? [{ kind: 'text', text: 'Nothing is older than it is kept.' }]
      : [
          {
            kind: 'table',
            columns: [
              { label: 'what', align: 'left' },
              { label: 'name', align: 'left' },
              { label: 'MB', align: 'right' },
            ],
            rows: pruned.map(({ kind, name, bytes: size }) => [
              kind.replaceAll('_', ' '),
              name,
              kind === 'raw_log' ? '' : formatNumber(size / 1e6, 1),
            ]),
          },
          {
            kind: 'text',
            text: isPreview
              ? `${formatNumber(bytes / 1e6, 1)} MB would be deleted; nothing was changed.`
              : `${formatNumber(touches ?? 0)} touches and ${formatNumber(bytes / 1e6, 1)} MB were deleted.`,
          },
        ],
})
