import type { CoverageAnswer, SyncAnswer, SyncsAnswer } from '#schema/answer/sync-answer.ts'
import type { Presentation } from './presentation.ts'
import { formatNumber } from './presentation.ts'

const writeAmount = (amount: number) => formatNumber(amount, Number.isInteger(amount) ? 0 : 2)

/** How many ranges add up to what the source says of them. */
function writeTotals({ agreeing, differing }: SyncAnswer['connections'][number]['totals']): string {
  const told = agreeing + differing.length
  if (told === 0) return 'none stated'
  return differing.length === 0 ? 'agree' : `${differing.length} of ${told} DIFFER`
}

/** What a sync read, connection by connection, and what went wrong. */
export function presentSync({ connections, notes }: SyncAnswer): Presentation {
  const problems = connections.flatMap(({ connection, problems: own }) =>
    own.map(({ report, from, to, message, remedy }) => {
      const where = report === null ? connection : `${connection} ${report} ${from}…${to}`
      return `! ${where}: ${message}${remedy === null ? '' : `\n  → ${remedy}`}`
    }),
  )
  const unknown = connections.flatMap(({ connection, unknownColumns }) =>
    unknownColumns.length === 0
      ? []
      : [`${connection} sends columns permille does not know: ${unknownColumns.join(', ')}.`],
  )
  const differing = connections.flatMap(({ connection, label, totals }) =>
    totals.differing.map(({ report, from, to, differences }) => {
      const fields = differences.map(
        ({ field, stated, counted }) => `${field} ${writeAmount(stated)}, our rows ${writeAmount(counted)}`,
      )
      return `! ${connection} ${report} ${from}…${to}: ${label} states ${fields.join('; ')}`
    }),
  )
  return [
    {
      kind: 'table',
      columns: [
        { label: 'connection', align: 'left' },
        { label: 'days', align: 'left' },
        { label: 'rows', align: 'right' },
        { label: 'quarantined', align: 'right' },
        { label: 'requests', align: 'right' },
        { label: 'retries', align: 'right' },
        { label: 'kB', align: 'right' },
        { label: 'own totals', align: 'left' },
      ],
      rows: connections.map(
        ({ connection, from, to, rows, quarantined, requests, retries, bytes, totals, problems }) => [
          connection,
          from === null ? (problems.length > 0 ? 'none' : 'none were due') : `${from} … ${to}`,
          formatNumber(rows),
          formatNumber(quarantined),
          formatNumber(requests),
          formatNumber(retries),
          formatNumber(bytes / 1000),
          writeTotals(totals),
        ],
      ),
    },
    ...(problems.length + differing.length + unknown.length === 0
      ? []
      : [{ kind: 'text' as const, text: [...problems, ...differing, ...unknown].join('\n') }]),
    { kind: 'notes', notes },
  ]
}

/** The sync log as a table. */
export function presentSyncs({ syncs }: SyncsAnswer): Presentation {
  return [
    {
      kind: 'table',
      columns: [
        { label: 'sync', align: 'right' },
        { label: 'connection', align: 'left' },
        { label: 'started', align: 'left' },
        { label: 'state', align: 'left' },
        { label: 'slices', align: 'right' },
        { label: 'rows', align: 'right' },
        { label: 'requests', align: 'right' },
        { label: 'retries', align: 'right' },
        { label: 'kB', align: 'right' },
        { label: 'problem', align: 'left' },
      ],
      rows: syncs.map((one) => [
        String(one.sync),
        one.connection,
        one.startedAt,
        one.state,
        formatNumber(one.slices),
        formatNumber(one.rows),
        formatNumber(one.requests),
        formatNumber(one.retries),
        formatNumber(one.bytes / 1000),
        one.message ?? '',
      ]),
    },
  ]
}

/** Which days of each report are there, as a table of ranges. */
export function presentCoverage({ reports }: CoverageAnswer): Presentation {
  return [
    {
      kind: 'table',
      columns: [
        { label: 'connection', align: 'left' },
        { label: 'report', align: 'left' },
        { label: 'account', align: 'left' },
        { label: 'days', align: 'left' },
        { label: 'state', align: 'left' },
      ],
      rows: reports.flatMap(({ connection, report, account, ranges }) =>
        ranges.map(({ from, to, state }) => [connection, report, account, `${from} … ${to}`, state]),
      ),
    },
  ]
}
