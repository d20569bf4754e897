import type { Job, JobsAnswer } from '#schema/answer/job.ts'
import { formatNumber, formatShare, type Presentation } from './presentation.ts'

function timeOf({ startedAt, endedAt, secondsLeft }: Job): string {
  if (endedAt !== null)
    return `${formatNumber((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)} s in all`
  return secondsLeft === null ? '' : `${formatNumber(Math.ceil(secondsLeft))} s left`
}

function stateOf({ state, fraction, isCancelling, problem }: Job): string {
  if (isCancelling) return 'stopping'
  if (state === 'running') return formatShare(fraction)
  return problem === null || state === 'cancelled' ? state : `${state}: ${problem.message}`
}

/** Jobs as a table. */
export function presentJobs({ jobs }: JobsAnswer): Presentation {
  if (jobs.length === 0) return [{ kind: 'text', text: 'Nothing has run yet.' }]
  return [
    {
      kind: 'table',
      columns: [
        { label: 'job', align: 'left' },
        { label: 'started', align: 'left' },
        { label: 'what', align: 'left' },
        { label: 'by', align: 'left' },
        { label: 'rows', align: 'right' },
        { label: 'rows/s', align: 'right' },
        { label: 'time', align: 'right' },
        { label: 'state', align: 'left' },
      ],
      rows: jobs.map((job) => [
        job.id,
        `${job.startedAt.slice(0, 16).replace('T', ' ')}Z`,
        job.title,
        job.who,
        formatNumber(job.rows),
        formatNumber(job.rowsPerSecond),
        timeOf(job),
        stateOf(job),
      ]),
    },
  ]
}
