import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import type { Project } from '../project.ts'
import { PERMILLE_VERSION } from '../version.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const Check = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })

/** When connections are synced by the server, and which of them failed when they were last. */
function describeSchedule({ connections, config }: Project): {
  readonly ok: boolean
  readonly detail: string
} {
  const names = [...connections.all.keys()]
  if (names.length === 0) return { ok: true, detail: 'nothing is connected' }
  const failed = names.filter((name) =>
    ['failed', 'interrupted'].includes(connections.runs(1, name)[0]?.state ?? ''),
  )
  const told = names.map((name) => {
    const time = connections.dailyTime(name)
    const next = connections.nextSync(name)?.toISOString().slice(0, 16).replace('T', ' ')
    return time === null ? `${name} by hand only` : `${name} daily at ${time.at} ${time.zone}, next ${next}Z`
  })
  const off = config.schedules ? '' : 'schedules are off in permille.yaml; '
  const last =
    failed.length === 0 ? '' : `; the last sync of ${failed.join(', ')} failed, see \`permille syncs\``
  return {
    ok: failed.length === 0,
    detail: `${off}${told.join('; ')}${names.some((name) => connections.dailyTime(name) !== null) ? ' while `permille serve` runs' : ''}${last}`,
  }
}

export const doctor = defineOperation({
  name: 'doctor',
  summary: 'Check installation, project, store and freshness',
  description: 'Looks at what usually goes wrong and says what to do.',
  examples: ['doctor'],
  kind: 'question',
  isMomentary: true,
  input: z.object({}),
  output: z.object({ checks: z.array(Check) }),
  async run(project) {
    const { warehouse } = project.own
    const { rows } = await warehouse.query(
      `SELECT count(*)::DOUBLE AS loads, coalesce(sum(rows_quarantined), 0)::DOUBLE AS quarantined,
        (SELECT coalesce(sum(rows), 0) FROM slice)::DOUBLE AS facts FROM load WHERE undone_at IS NULL`,
    )
    const counts = rows[0] ?? {}
    const disk = await statfs(project.folder.root)
    const free = (disk.bavail * disk.bsize) / 1e9
    const { newestDay } = await project.own.catalogue()
    const quarantined = Number(counts.quarantined ?? 0)
    return {
      checks: [
        {
          name: 'permille',
          ok: true,
          detail: `version ${PERMILLE_VERSION} on Node ${process.versions.node}`,
        },
        {
          name: 'project',
          ok: await project.isInitialised(),
          detail: (await project.isInitialised())
            ? `${project.config.name} in ${project.folder.root}`
            : 'no permille.yaml yet; `permille init` or the first import makes one',
        },
        {
          name: 'store',
          ok: true,
          detail: `${warehouse.dialect.name} answers; ${formatNumber(Number(counts.facts ?? 0))} rows of ${formatNumber(Number(counts.loads ?? 0))} loads`,
        },
        { name: 'disk', ok: free > 1, detail: `${free.toFixed(1)} GB free` },
        {
          name: 'quarantine',
          ok: quarantined === 0,
          detail:
            quarantined === 0
              ? 'no unread rows'
              : `${formatNumber(quarantined)} rows could not be read; see \`permille sources\``,
        },
        {
          name: 'syncs',
          ...describeSchedule(project),
        },
        {
          name: 'freshness',
          ok: true,
          detail: newestDay === null ? 'no dated rows yet' : `newest day ${newestDay}`,
        },
      ],
    }
  },
  present: ({ checks }) => [
    {
      kind: 'text',
      text: checks.map(({ name, ok, detail }) => `${ok ? '✓' : '!'} ${name}: ${detail}`).join('\n'),
    },
  ],
})
