import type { Problem } from './problem.ts'

/** How a source says when it may be asked again, where that is not `Retry-After`. */
export interface BackOff {
  /** A header with the moment (seconds since 1970) or the time left; of several, the first that is there. */
  readonly reset?: {
    readonly header: string | readonly string[]
    readonly unit: 'epoch' | 'seconds' | 'milliseconds'
  }
  /** Seconds to wait before the next request, from what a good answer says of the share that is used up. */
  readonly pause?: (headers: Readonly<Record<string, string>>) => number
}

const FIRST_WAIT = 1
const LONGEST_GUESS = 120

function retryAfter(value: string | undefined, now: Date): number | null {
  if (value === undefined) return null
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return Math.max(0, seconds)
  const moment = Date.parse(value)
  return Number.isNaN(moment) ? null : Math.max(0, (moment - now.getTime()) / 1000)
}

function untilReset(
  reset: BackOff['reset'],
  headers: Readonly<Record<string, string>>,
  now: Date,
): number | null {
  if (reset === undefined) return null
  const names = typeof reset.header === 'string' ? [reset.header] : reset.header
  const value = names.map((name) => headers[name.toLowerCase()]).find((one) => one !== undefined)
  if (value === undefined) return null
  const amount = Number(value)
  if (!Number.isFinite(amount)) return null
  if (reset.unit === 'epoch') return Math.max(0, amount - now.getTime() / 1000)
  return Math.max(0, reset.unit === 'seconds' ? amount : amount / 1000)
}

/**
 * Seconds to wait before the next try: what the source asks for, else twice as long each time, at random up to
 * that (full jitter).
 */
export function waitBefore(
  attempt: number,
  problem: Problem,
  headers: Readonly<Record<string, string>>,
  backOff: BackOff,
  now: Date,
  random: () => number,
): number {
  const asked =
    problem.waitSeconds ?? retryAfter(headers['retry-after'], now) ?? untilReset(backOff.reset, headers, now)
  if (asked !== null) return asked
  const most = Math.min(LONGEST_GUESS, FIRST_WAIT * 2 ** attempt)
  return most / 2 + (random() * most) / 2
}
