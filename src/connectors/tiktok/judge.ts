import { textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'

/** Codes after which asking again helps. */
const THEIR_ERRORS = new Set([40_016, 40_200, 40_201, 40_202, 40_700])
const TOKEN_ERRORS = new Set([40_102, 40_104, 40_105])

/** A minute's quota that was overrun is closed for five minutes. */
const SUSPENDED_SECONDS = 300

/** TikTok answers 200 to nearly everything and says in `code` what happened. */
export function judge({ status, json, text }: JudgedAnswer): Problem | null {
  const written = textAt(json, 'code')
  const code = Number(written)
  if (written === null || code === 0 || status >= 500) return null
  const said = `${code} ${saidIn({ json, text })}`
  if (code === 40_100) {
    // Seconds are over before the next try; minutes are not.
    return /qps|per second/i.test(said)
      ? { kind: 'rate_limited', said }
      : { kind: 'rate_limited', said, waitSeconds: SUSPENDED_SECONDS }
  }
  if (TOKEN_ERRORS.has(code)) return { kind: 'wrong_key', said }
  if (code === 40_001) {
    return { kind: 'missing_permission', permission: 'Reporting and Ads Management (read) of the app', said }
  }
  if (THEIR_ERRORS.has(code) || (code >= 50_000 && code < 60_000)) return { kind: 'server_error', said }
  return { kind: 'bad_request', said }
}
