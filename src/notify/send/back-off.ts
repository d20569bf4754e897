const FIRST_SECONDS = 60
const MOST_SECONDS = 6 * 3600
/** With the waits between them about two days. */
export const MOST_TRIES = 16

/** Seconds to wait after so many failed tries, at least what the receiver asked for; `null` when it is given up. */
export function backOffSeconds(tries: number, retryAfter: number | null): number | null {
  if (tries >= MOST_TRIES) return null
  return Math.max(
    Math.min(FIRST_SECONDS * 2 ** (tries - 1), MOST_SECONDS),
    Math.min(retryAfter ?? 0, MOST_SECONDS),
  )
}
