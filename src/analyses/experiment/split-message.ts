import type { SampleRatio } from '#schema/answer/test-check-answer.ts'
import { writeCount } from '#schema/write-count.ts'

const MILLION = Math.log(1e6)

/** What a checked split showed, as a sentence; `null` when it was not checked. */
export function splitMessage({ p, flagged, deviation, basis, logEvidence }: SampleRatio): string | null {
  if (p === null || deviation === null) return null
  const what = basis === 'users' ? 'Users' : 'Impressions'
  const facts = `p = ${p.toPrecision(2)}, off by up to ${(100 * deviation).toFixed(1)} %`
  if (!flagged) return `${what} were split as designed: ${facts}.`
  if (logEvidence === null) return `${what} were not split as designed: ${facts}.`
  const odds =
    logEvidence > MILLION ? `more than ${writeCount(1e6)}` : writeCount(Math.round(Math.exp(logEvidence)))
  return `${what} were not split as designed: at one of the daily looks the evidence was ${odds} to 1, and ${writeCount(1000)} is enough. All days together: ${facts}.`
}
