import type { JobFetch, JobState, Page, PagedFetch } from '#connectors/kit/fetch.ts'
import { at, isObject, type Json, objectsAt, textAt } from '#connectors/kit/json.ts'
import { preparedReport } from '#connectors/kit/prepared-report.ts'
import type { RequestQuery } from '#connectors/kit/request.ts'
import type { ParentContext } from '#connectors/kit/stream.ts'
import { startOfDay } from '#connectors/kit/zone.ts'
import { addDays } from '#schema/day.ts'
import { seriesRows } from './series.ts'

const GROUPS = ['ENGAGEMENT', 'BILLING', 'VIDEO', 'MOBILE_CONVERSION']

/** What both ways to ask for statistics take. */
function asked({ account, from, to, parents }: ParentContext, placement: string): RequestQuery {
  const zone = account.zone ?? 'UTC'
  const midnight = (day: string) => `${startOfDay(day, zone).toISOString().slice(0, 19)}Z`
  return {
    entity: 'PROMOTED_TWEET',
    entity_ids: parents,
    start_time: midnight(from),
    end_time: midnight(addDays(to, 1)),
    granularity: 'DAY',
    placement,
    metric_groups: GROUPS,
  }
}

const addressOf = ({ version, account }: ParentContext, path: string) =>
  `https://ads-api.x.com/${version}/stats/${path}/${encodeURIComponent(account.id)}`

/** Daily series that are answered at once: seven days at most. */
export function statistics(context: ParentContext, placement: string): PagedFetch {
  return {
    kind: 'pages',
    request: {
      url: addressOf(context, 'accounts'),
      query: asked(context, placement),
      answerWithinSeconds: 120,
    },
    paging: { kind: 'none' },
    decode: seriesRows(context.from, placement),
  }
}

const ENDED = new Set(['FAILED', 'CANCELLED', 'CANCELED'])

/** What X says of a job. A state that is not known is waited for, as long as a job may take. */
function stateOf(job: Json | undefined, known: string): JobState {
  if (!isObject(job)) return { kind: 'expired' }
  const id = textAt(job, 'id_str') ?? textAt(job, 'id') ?? known
  const status = textAt(job, 'status') ?? ''
  const address = textAt(job, 'url')
  if (ENDED.has(status)) return { kind: 'failed', said: status }
  return status === 'SUCCESS' && address ? { kind: 'ready', id, address } : { kind: 'pending', id }
}

/** Daily series that X prepares as a file: more days at once, or split by country. */
export function preparedStatistics(
  context: ParentContext,
  placement: string,
  segmentation?: 'LOCATIONS',
): JobFetch {
  const url = addressOf(context, 'jobs/accounts')
  return {
    kind: 'job',
    create: {
      method: 'POST',
      url,
      query: { ...asked(context, placement), segmentation_type: segmentation },
    },
    created: ({ json }: Page) => stateOf(at(json, 'data'), ''),
    poll: (id) => ({ url, query: { job_ids: id } }),
    polled: ({ json }, id) => stateOf(objectsAt(json, 'data')[0], id),
    everySeconds: 15,
    // X ends a job after an hour.
    giveUpAfterSeconds: 3600,
    result: preparedReport(seriesRows(context.from, placement)),
  }
}
