import { Project } from '#engine/index.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { SyncAnswer } from '#schema/answer/sync-answer.ts'
import { findOperation, type Input } from '../support/open-project.ts'
import { storeSetting } from '../support/store-setting.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import type { Recording } from './recording.ts'
import { type ReplayServer, startReplay } from './replay-server.ts'
import { VirtualClock } from './virtual-clock.ts'

/** A project with one connection, whose source is a replay of recorded answers. */
export interface RecordedProject {
  readonly folder: TemporaryProject
  readonly replay: ReplayServer
  readonly clock: VirtualClock
  ask(operation: string, input?: Input): Promise<unknown>
  /** Syncs, and answers what the one connection did. */
  sync(input?: Input): Promise<SyncAnswer['connections'][number]>
  /** Sums over everything stored, or what is stored up to a day. */
  totals(to?: string): Promise<Readonly<Record<string, number | null>>>
  /** Impressions of everything stored, by the values of a dimension; `—` stands for none. */
  impressionsBy(dimension: string): Promise<Readonly<Record<string, number>>>
  /** The store its rows are in. */
  readonly warehouse: Project['own']['warehouse']
  close(): Promise<void>
}

/** Where alerts go, `TEST_ALERT_WEBHOOK` the address of one; nobody takes mail, so it stays on its way. */
export const WEBHOOK_HOST = 'hooks.example.com'
const NOBODY = 9
const ALERTED = [
  'alerts: { stale: off, winner: off, fatigue: off, fraud: off, target: off, drift: off }',
  'notify:',
  `  webhook: "\${TEST_ALERT_WEBHOOK}"`,
  '  mail: { host: mail.example.com, from: a@example.com, to: [b@example.com], security: none }',
]

const METRICS = ['impressions', 'clicks', 'installs', 'spend']

/** Opens a project and connects it, with the fields of the recording. */
export async function openRecorded(source: string, recording: Recording): Promise<RecordedProject> {
  const folder = temporaryProject()
  const store = storeSetting()
  const settings = ['name: recorded', 'currency: USD', 'fetchCreatives: false', ...ALERTED, store]
  folder.write('permille.yaml', settings.filter(Boolean).join('\n'))
  const clock = new VirtualClock(recording.clock)
  const replay = await startReplay(recording.exchanges, {
    spared: [...recording.tokens, ...recording.accounts],
    now: () => clock.now(),
  })
  const net = { replayAt: replay.url, replayMailPort: NOBODY }
  const project = await Project.open(folder.path, { net, clock })
  const ask = (operation: string, input: Input = {}) =>
    findOperation(operation).run(project, input, { localFiles: true })
  await ask('connect', {
    source,
    set: recording.fields,
    since: recording.since,
    ...(recording.reports === undefined ? {} : { reports: recording.reports }),
  })
  return {
    folder,
    replay,
    clock,
    ask,
    warehouse: project.own.warehouse,
    async sync(input) {
      const [answer] = SyncAnswer.parse(await ask('sync', input)).connections
      if (answer === undefined) throw new Error('no connection was synced')
      return answer
    },
    async totals(to = '9999-12-31') {
      const answer = QueryAnswer.parse(await ask('query', { metrics: METRICS.join(','), by: 'day' }))
      const rows = answer.rows.filter(({ day }) => day === null || String(day) <= to)
      return Object.fromEntries(
        METRICS.map((metric) => [metric, rows.reduce((sum, row) => sum + Number(row[metric] ?? 0), 0)]),
      )
    },
    async impressionsBy(dimension) {
      const { rows } = QueryAnswer.parse(await ask('query', { metrics: 'impressions', by: dimension }))
      return Object.fromEntries(
        rows
          .filter(({ impressions }) => impressions !== null)
          .map((row) => [String(row[dimension] ?? '—'), Number(row.impressions)]),
      )
    },
    async close() {
      await project.close()
      await replay.close()
      folder.remove()
    },
  }
}
