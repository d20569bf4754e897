import type { Job } from '#schema/answer/job.ts'
import { formatCount, formatShare } from '../../format/number.ts'
import { toSentence } from '../../format/words.ts'

const STATES: Readonly<Record<Job['state'], string>> = {
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}

/** A span as a person would say it: `8 s`, `3 min`, `1.5 h`. */
export function formatSpan(seconds: number): string {
  if (seconds < 90) return `${formatCount(Math.ceil(seconds))} s`
  if (seconds < 90 * 60) return `${formatCount(Math.round(seconds / 60))} min`
  return `${formatCount(Math.round(seconds / 360) / 10)} h`
}

function rowsOf({ rows, rowsPerSecond }: Job): string[] {
  if (rows === 0) return []
  const pace = rowsPerSecond === null ? [] : [`${formatCount(Math.round(rowsPerSecond))} rows/s`]
  return [`${formatCount(rows)} rows`, ...pace]
}

/** How far a job is, or how it ended, in one line. */
export function describeJob(job: Job): string {
  const { state, fraction, secondsLeft, isCancelling, problem, startedAt, endedAt } = job
  if (isCancelling) return 'Stopping…'
  if (state === 'running') {
    const left = secondsLeft === null ? [] : [`${formatSpan(secondsLeft)} left`]
    return [formatShare(fraction), ...rowsOf(job), ...left].join(' · ')
  }
  const took = endedAt === null ? [] : [formatSpan((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)]
  if (state === 'done') return [STATES.done, ...rowsOf(job), ...took].join(' · ')
  const why = problem === null ? '' : `: ${problem.message}`
  return [toSentence(`${STATES[state]}${why}`), problem?.remedy ? toSentence(problem.remedy) : '']
    .join(' ')
    .trim()
}
