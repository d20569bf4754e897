import { z } from 'zod'
import { SyncAnswer } from '#schema/answer/sync-answer.ts'
import { Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import type { SyncedConnection } from '../connections/connections.ts'
import type { SliceOutcome } from '../connections/sync-connection.ts'
import type { Project } from '../project.ts'
import { fetchedNotes } from './fetch-their-files.ts'
import { listOf, RowsOnly } from './inputs.ts'
import { defineOperation, type OperationContext } from './operation.ts'
import { presentSync } from './present-sync.ts'
import { tag } from './tag.ts'

const EXIT_REFUSED = 3

type Synced = SyncAnswer['connections'][number]

/** The rows of each stored range beside what the source says they add up to. */
function describeTotals(stored: readonly SliceOutcome[]): Synced['totals'] {
  const ranges = stored.map(({ account, stream, days, checksum }) => ({
    about: { account: account.id, report: stream.id, ...days },
    checksum,
  }))
  return {
    agreeing: ranges.filter(({ checksum }) => checksum?.matches === true).length,
    untold: ranges.filter(({ checksum }) => checksum === null).length,
    differing: ranges.flatMap(({ about, checksum }) =>
      checksum === null || checksum.matches ? [] : [{ ...about, differences: [...checksum.differences] }],
    ),
  }
}

function describe(synced: SyncedConnection): Synced {
  const { connection, source, label, counts, outcomes, problem } = synced
  const stored = outcomes.filter((outcome) => outcome.problem === null)
  const days = stored.flatMap(({ days: { from, to } }) => [from, to]).toSorted()
  const whole = problem === null ? [] : [{ ...problem, account: null, report: null, from: null, to: null }]
  return {
    connection,
    source,
    label,
    ...counts,
    quarantined: stored.reduce((sum, { quarantined }) => sum + quarantined, 0),
    from: days[0] ?? null,
    to: days.at(-1) ?? null,
    unknownColumns: [...new Set(stored.flatMap(({ unknownColumns }) => unknownColumns))],
    totals: describeTotals(stored),
    problems: [
      ...whole,
      ...outcomes.flatMap((outcome) =>
        outcome.problem === null
          ? []
          : [{ ...outcome.problem, account: outcome.account.id, report: outcome.stream.id, ...outcome.days }],
      ),
    ],
  }
}

/** Fetches creative files before their links expire; they are read by a job of their own. */
async function fetchNewFiles(
  project: Project,
  synced: readonly SyncedConnection[],
  { signal, caller }: OperationContext,
): Promise<readonly Note[]> {
  const soon = new Map(synced.flatMap(({ outcomes }) => outcomes.flatMap(({ files }) => [...files])))
  const work = signal === undefined ? {} : { signal }
  const found = await project.assets.addresses.fetch(false, work, soon)
  if (found.fetched === 0) return fetchedNotes(found)
  const asked = { localFiles: false, ...(caller === undefined ? {} : { caller }) }
  tag.run(project, {}, asked).catch((error: unknown) => {
    // The job holds what went wrong; only what nobody foresaw is told here.
    if (!(error instanceof PermilleError)) console.error('tag:', error)
  })
  return fetchedNotes(found)
}

/** The rows are stored; files that could not be kept are fetched with the next sync. */
const untilNextSync =
  ({ signal }: OperationContext) =>
  (error: unknown): readonly Note[] => {
    signal?.throwIfAborted()
    console.error('files of creatives:', error)
    return []
  }

export const sync = defineOperation({
  name: 'sync',
  summary: 'Read what is new from the connected sources',
  description:
    'Asks each connection for the days that are missing or may still have changed, as far back as the source goes the first time, and stores each range in one step with the record of what was asked. A sync that was cut off goes on where it was; reading a day twice changes nothing.',
  examples: ['sync', 'sync --source unity-ads', 'sync --source unity-ads --from 2026-11-01 --to 2026-11-07'],
  kind: 'change',
  input: z.object({
    source: listOf(z.string()).meta({
      description: 'connection or source to read; all that are not paused by default',
    }),
    from: Day.optional().meta({ description: 'first day to read again, YYYY-MM-DD' }),
    to: Day.optional().meta({ description: 'last day to read again, YYYY-MM-DD' }),
    rowsOnly: RowsOnly,
  }),
  output: SyncAnswer,
  async run(project, input, context) {
    if (project.connections.all.size === 0) {
      throw new PermilleError('usage', 'there is no connection to read from', {
        remedy: 'make one with `permille connect`, see `permille connect --list`',
      })
    }
    const synced = await project.connections
      .sync(
        { connections: input.source, from: input.from ?? null, to: input.to ?? null },
        (fraction, rows) => context.onProgress?.({ fraction, rows }),
        context.signal,
      )
      .finally(() => project.rowsChanged())
    const isFetching = project.config.fetchCreatives && !input.rowsOnly
    const notes = isFetching
      ? await fetchNewFiles(project, synced, context).catch(untilNextSync(context))
      : []
    return { connections: synced.map(describe), notes: [...notes] }
  },
  job: {
    title: ({ connections }, { source }) =>
      connections.all.size === 0
        ? null
        : `Sync ${source.length === 0 ? 'every connection' : source.join(', ')}`,
    isResumable: true,
  },
  present: presentSync,
  exitCode: ({ connections }) => (connections.some(({ problems }) => problems.length > 0) ? EXIT_REFUSED : 0),
})
