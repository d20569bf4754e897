import type { ConnectorApi } from '#connectors/kit/api.ts'
import { basic } from '#connectors/kit/auth/static-key.ts'
import { accountOf } from '#connectors/kit/entered-terms.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { addDays } from '#schema/day.ts'
import { acquisitions } from './exports/acquisitions.ts'

const BASE = 'https://services.api.unity.com/advertise/stats/v2'
const DELIVERY = ['starts', 'views', 'clicks', 'installs', 'spend']
const COHORT_DAYS = [0, 1, 3, 7, 14, 28]
const COHORTS = ['AdRevenue', 'IapRevenue', 'UniquePurchasers', 'Retained']

/** Server-side, an answer may take ten minutes to begin. */
const ANSWER_SECONDS = 660

function statistics(spec: {
  readonly id: string
  readonly label: string
  readonly byDefault: boolean
  readonly grain: Stream['grain']
  readonly breakdowns: readonly string[]
  readonly metrics: readonly string[]
  readonly daysPerRequest: number
}): Stream {
  const { breakdowns, metrics, ...rest } = spec
  const ask = (
    { account, from, to }: SliceContext,
    grain: { readonly scale: string; readonly breakdowns?: readonly string[] },
  ): PagedFetch => ({
    kind: 'pages',
    request: {
      url: `${BASE}/organizations/${encodeURIComponent(account.id)}/reports/acquisitions`,
      query: {
        start: `${from}T00:00:00Z`,
        end: `${addDays(to, 1)}T00:00:00Z`,
        ...grain,
        metrics,
        format: 'csv',
        eofMarker: true,
      },
      answerWithinSeconds: ANSWER_SECONDS,
    },
    paging: { kind: 'none' },
    decode: { kind: 'csv', endMark: /^#__EOF__,rows=(\d+)/ },
  })
  return {
    ...rest,
    layout: acquisitions,
    refetchDays: 28,
    history: { days: 730, since: '2024-05-21' },
    completeAfterHours: 3,
    fetch: (context) => [ask(context, { scale: 'day', breakdowns })],
    total: { fetch: (context) => [ask(context, { scale: 'summary' })] },
  }
}

/** Unity's Advertising Statistics API v2. */
export const unityAdsApi: ConnectorApi = {
  fields: [
    {
      name: 'organization',
      label: 'Organization core ID',
      help: 'The number Unity gives your organisation for user acquisition.',
      where: 'Unity dashboard › Grow › User acquisition › Settings; other organisation ids do not work',
      secret: false,
      pattern: /^\d+$/,
      example: '1234567',
    },
    {
      name: 'keyId',
      label: 'Key ID',
      help: 'Id of a service account’s key.',
      where: 'Unity dashboard › Administration › Service accounts › your account › Keys',
      secret: false,
    },
    {
      name: 'secretKey',
      label: 'Secret key',
      help: 'The secret shown once, when the key was made. Its account needs the role Advertise Stats API Viewer.',
      where: 'the same page, when the key is made',
      secret: true,
    },
  ],
  hosts: ['services.api.unity.com'],
  auth: basic(
    ({ keyId = '' }) => keyId,
    ({ secretKey = '' }) => secretKey,
  ),
  limitedBy: ['organization'],
  limits: [
    { requests: 1, seconds: 1, basis: 'Unity: 1 request per second for an organisation and an address' },
    {
      requests: 30,
      seconds: 1800,
      basis: 'Unity: 30 requests per 30 minutes for an organisation and an address',
    },
  ],
  judge: ({ status, text }) =>
    status === 403
      ? {
          kind: 'missing_permission',
          permission: 'Advertise Stats API Viewer on the organisation',
          said: text.slice(0, 200),
        }
      : null,
  accounts: {
    kind: 'stated',
    of: ({ organization = '' }) => [accountOf(organization)],
  },
  streams: [
    statistics({
      id: 'acquisitions',
      label: 'Campaigns and creative packs by country',
      byDefault: true,
      grain: ['app', 'os', 'campaign', 'creative', 'format', 'country'],
      breakdowns: ['targetGame', 'platform', 'campaign', 'creativePack', 'creativePackType', 'country'],
      metrics: [...DELIVERY, ...COHORTS.flatMap((family) => COHORT_DAYS.map((day) => `d${day}${family}`))],
      daysPerRequest: 7,
    }),
    statistics({
      id: 'sites',
      label: 'Source apps by campaign',
      byDefault: false,
      grain: ['app', 'os', 'campaign', 'site'],
      breakdowns: ['targetGame', 'platform', 'campaign', 'sourceAppId'],
      metrics: DELIVERY,
      daysPerRequest: 1,
    }),
  ],
}
