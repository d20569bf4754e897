import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ConnectAnswer, ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import type { CoverageAnswer, SyncAnswer, SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { getJson, postJson } from './client.ts'
import { askAsJob } from './jobs.ts'

const RUNS = 50

export const connectionsQuery = queryOptions({
  queryKey: ['connections'],
  queryFn: ({ signal }) => getJson<ConnectionsAnswer>('/api/v1/connections', signal),
})

export const syncsQuery = queryOptions({
  queryKey: ['syncs'],
  queryFn: ({ signal }) => getJson<SyncsAnswer>(`/api/v1/syncs?limit=${RUNS}`, signal),
})

export const coverageQuery = queryOptions({
  queryKey: ['coverage'],
  queryFn: ({ signal }) => getJson<CoverageAnswer>('/api/v1/coverage', signal),
})

/** What a person entered to connect; fields that are left out stay as they are. */
export interface EnteredConnection {
  source: string
  name: string
  set: Readonly<Record<string, string>>
  /** First day to read; empty for all there is. */
  since: string
}

/** Keeps what was entered and tries it. */
export function saveConnection({ source, name, set, since }: EnteredConnection): Promise<ConnectAnswer> {
  return postJson('/api/v1/connect', {
    source,
    name,
    set,
    test: true,
    ...(since === '' ? {} : { since }),
  })
}

export function testConnection(name: string): Promise<ConnectAnswer> {
  return postJson('/api/v1/connect', { source: name, name, test: true })
}

export function removeConnection(name: string): Promise<ConnectAnswer> {
  return postJson('/api/v1/connect', { remove: name })
}

/** Reads what is due of a connection, as a job. */
export function syncConnection(queries: QueryClient, name: string): Promise<SyncAnswer> {
  return askAsJob(queries, 'sync', { source: name })
}
