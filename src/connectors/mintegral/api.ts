import type { ConnectorApi } from '#connectors/kit/api.ts'
import { md5, provenByTime } from '#connectors/kit/auth/digest.ts'
import type { JobState, Page } from '#connectors/kit/fetch.ts'
import { textAt } from '#connectors/kit/json.ts'
import type { JudgedAnswer, Problem } from '#connectors/kit/problem.ts'
import type { ApiRequest } from '#connectors/kit/request.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { performance } from './exports/performance.ts'

const URL = 'https://ss-api.mintegral.com/api/v2/reports/data'

const ACCEPTED = new Set(['200', '201', '202'])
/** 203: no such request, 204: not ready, 205: gone and being made again. All lead back to asking for it. */
const NOT_THERE = new Set(['203', '204', '205'])

function stateOf({ json }: Page): JobState {
  return textAt(json, 'code') === '200' ? { kind: 'ready', id: '' } : { kind: 'pending', id: '' }
}

function judge({ status, json }: JudgedAnswer): Problem | 'fine' | null {
  const code = textAt(json, 'code')
  if (status >= 400 || code === null || ACCEPTED.has(code)) return null
  const said = `${code} ${textAt(json, 'msg') ?? ''}`.trim()
  if (NOT_THERE.has(code)) return { kind: 'job_expired', said }
  if (/timestamp/i.test(said)) return { kind: 'clock_skew', said }
  if (/token|access.?key|auth|sign/i.test(said)) return { kind: 'wrong_key', said }
  if (/permission|forbidden|not allowed/i.test(said)) return { kind: 'missing_permission', said }
  if (/frequen|too many|rate|limit/i.test(said)) return { kind: 'rate_limited', said }
  if (/internal|system|server|busy|timeout/i.test(said)) return { kind: 'server_error', said }
  return { kind: 'bad_request', said }
}

function report(
  id: string,
  label: string,
  options: readonly string[],
  rest: Pick<Stream, 'grain' | 'byDefault'>,
): Stream {
  const request = ({ from, to }: SliceContext, type: '1' | '2'): ApiRequest => ({
    url: URL,
    query: {
      type,
      start_time: from,
      end_time: to,
      timezone: '+0',
      dimension_option: options,
      time_granularity: 'daily',
    },
    answerWithinSeconds: 300,
  })
  return {
    id,
    label,
    ...rest,
    layout: performance,
    refetchDays: 7,
    history: { days: 180 },
    daysPerRequest: 7,
    completeAfterHours: 4,
    fetch: (context) => [
      {
        kind: 'job',
        create: request(context, '1'),
        created: stateOf,
        poll: () => request(context, '1'),
        polled: stateOf,
        everySeconds: 8,
        giveUpAfterSeconds: 1800,
        result: () => ({
          kind: 'pages',
          request: request(context, '2'),
          paging: { kind: 'none' },
          decode: { kind: 'csv', delimiter: '\t' },
        }),
      },
    ],
  }
}

/** Mintegral's Advanced Performance Report (v2): asked for, waited for, downloaded as TSV. */
export const mintegralApi: ConnectorApi = {
  fields: [
    {
      name: 'accessKey',
      label: 'Access key',
      help: 'The public half of the API key.',
      where: 'adv.mintegral.com › Account › Basic information › API',
      secret: false,
    },
    {
      name: 'apiKey',
      label: 'API key',
      help: 'The secret half. It is never sent: each request carries a hash of it and of the time.',
      where: 'the same page',
      secret: true,
    },
  ],
  hosts: ['ss-api.mintegral.com'],
  auth: provenByTime(({ accessKey = '', apiKey = '' }, seconds) => ({
    'access-key': accessKey,
    timestamp: seconds,
    token: md5(`${apiKey}${md5(seconds)}`),
  })),
  limits: [
    {
      requests: 1,
      seconds: 1,
      basis: 'our own: Mintegral publishes no figure; clients keep to 1 per second',
    },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: ({ accessKey = '' }) => [{ id: accessKey, name: null, zone: 'UTC', currency: null }],
  },
  streams: [
    report(
      'performance',
      'Offers and creatives by country',
      ['Offer', 'Campaign', 'CampaignPackage', 'Creative', 'AdType', 'Location'],
      { byDefault: true, grain: ['app', 'campaign', 'creative', 'placement', 'country'] },
    ),
    report(
      'endcards',
      'Creatives with end cards',
      ['Offer', 'Campaign', 'CampaignPackage', 'Creative', 'Endcard'],
      {
        byDefault: false,
        grain: ['app', 'campaign', 'creative'],
      },
    ),
    report('sites', 'Source apps by offer', ['Offer', 'Campaign', 'CampaignPackage', 'Sub', 'Package'], {
      byDefault: false,
      grain: ['app', 'campaign', 'site'],
    }),
  ],
}
