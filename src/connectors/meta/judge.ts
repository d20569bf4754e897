import { at, parseJson, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'

const THROTTLED = new Set([4, 17, 32, 341, 613, 80_000, 80_003, 80_004, 80_014])
/** Subcodes of code 100 that mean too much was asked for at once. */
const TOO_MUCH = new Set([1_487_534, 1_504_018])
const HEADERS = [
  'x-business-use-case-usage',
  'x-fb-ads-insights-throttle',
  'x-ad-account-usage',
  'x-app-usage',
]

type Headers = Readonly<Record<string, string>>

/** Every number in a header of usage, by the name it stands under. */
function usage(headers: Headers): readonly (readonly [string, number])[] {
  const found: (readonly [string, number])[] = []
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'string' && Number.isFinite(Number(member))) found.push([name, Number(member)])
      else look(member)
    }
  }
  for (const header of HEADERS) look(parseJson(headers[header] ?? ''))
  return found
}

function most(headers: Headers, names: RegExp): number {
  return Math.max(0, ...usage(headers).flatMap(([name, amount]) => (names.test(name) ? [amount] : [])))
}

/** Seconds until Meta serves again, as its headers say; 0 where they do not. */
function secondsToRegain(headers: Headers): number {
  return most(headers, /^estimated_time_to_regain_access$/) * 60
}

const NEARLY_USED = 75
const USED = 95
const LEAST_PAUSE = 60

/** Seconds to wait before the next request, from the share of the allowance that is used up. */
export function pauseBefore(headers: Headers): number {
  const share = most(headers, /(?:^call_count|^total_time|^total_cputime|_pct)$/)
  if (share >= USED) return Math.max(LEAST_PAUSE, secondsToRegain(headers))
  return share > NEARLY_USED ? share - NEARLY_USED : 0
}

function problemOf(code: number, subcode: number, said: string, headers: Headers): Problem {
  if (THROTTLED.has(code)) {
    const waitSeconds = secondsToRegain(headers)
    return { kind: 'rate_limited', said, ...(waitSeconds > 0 ? { waitSeconds } : {}) }
  }
  if (TOO_MUCH.has(subcode) || /reduce the amount of data/i.test(said))
    return { kind: 'window_too_large', said }
  if (code === 1 || code === 2) return { kind: 'server_error', said }
  if (code === 190) return { kind: 'wrong_key', said }
  if (code === 2635) return { kind: 'version_retired', said }
  if (code === 10 || code === 294 || (code >= 200 && code < 300)) {
    return { kind: 'missing_permission', permission: 'ads_read on the ad account', said }
  }
  if (code === 803 || (code === 100 && subcode === 33)) return { kind: 'wrong_account', said }
  return { kind: 'bad_request', said }
}

/** Meta tells what is wrong by a code; most come with status 400, whatever they mean. */
export function judge({ headers, json, text }: JudgedAnswer): Problem | null {
  const error = at(json, 'error')
  if (error === undefined || error === null) return null
  const code = Number(textAt(error, 'code'))
  const subcode = Number(textAt(error, 'error_subcode') ?? 0)
  return problemOf(code, subcode, `${code} ${saidIn({ json, text })}`, headers)
}
