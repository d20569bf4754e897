import { queryOptions } from '@tanstack/react-query'
import type { Alert, AlertsAnswer } from '#schema/answer/alerts-answer.ts'
import { getJson, postJson } from './client.ts'

const SHOWN = 10

/** The alerts that are open, looked up now and then. */
export const alertsQuery = queryOptions({
  queryKey: ['alerts'],
  queryFn: ({ signal }) => getJson<AlertsAnswer>(`/api/v1/alerts?limit=${SHOWN}`, signal),
  refetchInterval: 60_000,
  staleTime: 5_000,
})

/** Puts an alert aside for some days, or brings it back. */
export function snoozeAlert(id: number, how: { days: number } | { undo: true }): Promise<{ alert: Alert }> {
  return postJson('/api/v1/alerts-snooze', { id: String(id), ...how })
}
