import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import { PERMILLE_VERSION } from '../version.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const Check = z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })

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
