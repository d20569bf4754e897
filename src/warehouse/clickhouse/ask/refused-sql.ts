import { ClickHouseError } from '@clickhouse/client'
import { PermilleError } from '#schema/error.ts'
import { isAway } from '../refusal.ts'

const TOO_LARGE = new Set([
  'MEMORY_LIMIT_EXCEEDED',
  'TOO_MANY_ROWS_OR_BYTES',
  'TOO_MANY_ROWS',
  'TOO_MANY_BYTES',
])
const NOT_ALLOWED = new Set(['READONLY', 'ACCESS_DENIED', 'INTO_OUTFILE_NOT_ALLOWED'])

/** Why SQL that a person wrote was not answered; what is not the SQL’s fault stays what it was. */
export function refusedSql(error: unknown): unknown {
  if (!(error instanceof ClickHouseError) || isAway(error)) return error
  const type = error.type ?? ''
  if (type === 'TIMEOUT_EXCEEDED' || type === 'TOO_SLOW') {
    return new PermilleError('too_large', 'the query took too long and was stopped', {
      remedy: 'ask for fewer days, or add them up first',
      cause: error,
    })
  }
  if (TOO_LARGE.has(type)) {
    return new PermilleError('too_large', 'the query needs more memory than it may have', {
      remedy: 'ask for fewer days, or group by less',
      cause: error,
    })
  }
  if (NOT_ALLOWED.has(type)) {
    return new PermilleError('usage', 'SQL here reads and reaches nothing but the documented views', {
      cause: error,
    })
  }
  return new PermilleError('usage', `the SQL cannot be answered: ${error.message.split('\n')[0]}`, {
    cause: error,
  })
}
