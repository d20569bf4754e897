import { ClickHouseError } from '@clickhouse/client'
import { PermilleError } from '#schema/error.ts'

const NODE_AWAY = new Set([
  'ALL_CONNECTION_TRIES_FAILED',
  'SOCKET_TIMEOUT',
  'NETWORK_ERROR',
  'ALL_REPLICAS_LOST',
])
const TOO_LONG = new Set(['TIMEOUT_EXCEEDED', 'TOO_SLOW'])
const NO_ENTRY = new Set(['AUTHENTICATION_FAILED', 'REQUIRED_PASSWORD', 'ACCESS_DENIED', 'WRONG_PASSWORD'])

/** Whether a request got no answer within its time. */
export function isTimeout(error: unknown): boolean {
  return error instanceof Error && !(error instanceof ClickHouseError) && /timeout/i.test(error.message)
}

/** Whether a request never reached the server or its answer never came back. */
export function isAway(error: unknown): boolean {
  if (error instanceof ClickHouseError) return NODE_AWAY.has(error.type ?? '')
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    isTimeout(error) || /ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|socket hang up/i.test(`${error.message} ${code}`)
  )
}

/** What went wrong at a node, as a sentence and what to do; an error of ours stays what it is. */
export function refusal(node: string, error: unknown): PermilleError {
  if (error instanceof PermilleError) return error
  const place = new URL(node).host
  const type = error instanceof ClickHouseError ? (error.type ?? '') : ''
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 300) : String(error)
  const because = { cause: error, details: { node: place, said: message } }
  if (error instanceof ClickHouseError && NODE_AWAY.has(type)) {
    return new PermilleError(
      'unavailable',
      `a node of the ClickHouse cluster behind ${place} does not answer`,
      {
        remedy: 'start it again; until then no answer would be whole',
        ...because,
      },
    )
  }
  if (TOO_LONG.has(type)) {
    return new PermilleError('unavailable', `ClickHouse at ${place} took too long and was stopped`, {
      remedy: 'ask for fewer days or dimensions, or look at what else the server does',
      ...because,
    })
  }
  if (NO_ENTRY.has(type)) {
    return new PermilleError('forbidden', `ClickHouse at ${place} does not let this user in`, {
      remedy: 'check user and password of `warehouse` in permille.yaml',
      ...because,
    })
  }
  if (isAway(error)) {
    return new PermilleError('unavailable', `ClickHouse at ${place} does not answer`, {
      remedy: 'check that it runs and that the address in permille.yaml is right',
      ...because,
    })
  }
  return new PermilleError('internal', `ClickHouse at ${place} refused a query: ${message}`, because)
}
