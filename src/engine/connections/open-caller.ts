import { join } from 'node:path'
import type { FieldValues } from '#connectors/kit/auth/auth.ts'
import { ApiCaller, type CallerOptions } from '#connectors/kit/caller.ts'
import type { Clock } from '#connectors/kit/clock.ts'
import type { RateLimiter } from '#connectors/kit/rate-limit.ts'
import { Redactor } from '#connectors/kit/redact.ts'
import type { HttpClient } from '#net/http-client.ts'
import type { ApiConnector } from './find-connector.ts'

/** What a connection is asked with. */
export interface OpenConnection {
  readonly name: string
  readonly connector: ApiConnector
  readonly fields: FieldValues
  readonly http: HttpClient
  readonly clock: Clock
  readonly limiter: RateLimiter
  readonly scratch: string
  readonly onRotated: (field: string, value: string) => Promise<void>
}

/** Something that asks a connection's source, and lets nothing secret out. */
export function openCaller(
  open: OpenConnection,
  more: Pick<CallerOptions, 'onExchange' | 'signal'> = {},
): ApiCaller {
  const { connector, fields, http, clock, limiter, scratch, onRotated } = open
  const secrets = connector.api.fields.flatMap(({ name, secret }) => (secret ? (fields[name] ?? []) : []))
  return new ApiCaller({
    label: connector.label,
    api: connector.api,
    fields,
    http,
    clock,
    limiter,
    redactor: new Redactor(secrets),
    scratch: join(scratch, 'answers'),
    random: Math.random,
    onRotated,
    ...more,
  })
}
