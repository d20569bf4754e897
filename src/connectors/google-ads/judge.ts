import { at, type Json, objectsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, type ProblemKind, saidIn } from '#connectors/kit/problem.ts'

/** What Google's error codes mean, where the status does not say it. */
const KINDS: Readonly<Record<string, ProblemKind>> = {
  DEVELOPER_TOKEN_NOT_APPROVED: 'not_enabled',
  DEVELOPER_TOKEN_PROHIBITED: 'not_enabled',
  DEVELOPER_TOKEN_INVALID: 'wrong_key',
  CUSTOMER_NOT_ENABLED: 'not_enabled',
  CUSTOMER_NOT_FOUND: 'wrong_account',
  USER_PERMISSION_DENIED: 'missing_permission',
  UNSUPPORTED_VERSION: 'version_retired',
  RESOURCE_EXHAUSTED: 'rate_limited',
  RESOURCE_TEMPORARILY_EXHAUSTED: 'rate_limited',
  INTERNAL_ERROR: 'server_error',
  TRANSIENT_ERROR: 'server_error',
}

const DAY_SECONDS = 86_400

interface GoogleError {
  readonly code: string
  readonly retrySeconds: number | null
}

/** The errors of an answer; a stream answers with a list of one object. */
function errorsOf(json: Json | undefined): readonly GoogleError[] {
  const whole = Array.isArray(json) ? json[0] : json
  return objectsAt(whole, 'error', 'details').flatMap((detail) =>
    objectsAt(detail, 'errors').map((error) => {
      const [code = ''] = Object.values(at(error, 'errorCode') ?? {})
      const delay = textAt(error, 'details', 'quotaErrorDetails', 'retryDelay')
      const seconds = Number(/^([\d.]+)s$/.exec(delay ?? '')?.[1] ?? Number.NaN)
      return { code: String(code), retrySeconds: Number.isFinite(seconds) ? seconds : null }
    }),
  )
}

/** Google says what is wrong by names inside the answer; several share one status. */
export function judge({ status, json, text }: JudgedAnswer): Problem | null {
  if (status < 400) return null
  // A version that is gone is no address any more, so what answers is a page.
  if (status === 404 && json === undefined) {
    return { kind: 'version_retired', said: '404: there is no such address' }
  }
  const errors = errorsOf(json)
  for (const { code, retrySeconds } of errors) {
    const kind = KINDS[code]
    if (kind === undefined) continue
    const said = `${code} ${saidIn({ json, text })}`
    if (kind === 'missing_permission') {
      return {
        kind,
        permission: 'access to this account, or the id of the manager account it is under',
        said,
      }
    }
    const isDaily = code === 'RESOURCE_EXHAUSTED'
    const waitSeconds = retrySeconds ?? (isDaily ? DAY_SECONDS : null)
    return { kind, said, ...(kind === 'rate_limited' && waitSeconds !== null ? { waitSeconds } : {}) }
  }
  return null
}
