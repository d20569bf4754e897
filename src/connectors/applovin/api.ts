import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInQuery } from '#connectors/kit/auth/static-key.ts'
import { accountOf } from '#connectors/kit/entered-terms.ts'
import type { Fetch } from '#connectors/kit/fetch.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { assets } from './exports/assets.ts'
import { cohorts } from './exports/cohorts.ts'
import { report } from './exports/report.ts'

const BASE = 'https://r.applovin.com'
/** Rows asked for at once; the server may cap below it, so a short page proves nothing. */
const PAGE = 10_000
const HISTORY_DAYS = 45

const OBJECTS = [
  'day',
  'campaign',
  'campaign_id_external',
  'campaign_package_name',
  'campaign_ad_type',
  'platform',
  'country',
  'creative_set',
  'creative_set_id',
  'ad',
  'ad_creative_type',
]
const DELIVERED = ['impressions', 'clicks', 'conversions', 'cost']
/** Windows beyond what can be asked for never fill up. */
const COHORT_DAYS = [0, 1, 3, 7, 14, 28]
const COHORTS = ['ad_rev', 'iap_rev', 'unique_purchasers'].flatMap((family) =>
  COHORT_DAYS.map((day) => `${family}_${day}d`),
)

function pagesOf(path: string, query: Readonly<Record<string, string | readonly string[]>>): Fetch {
  return {
    kind: 'pages',
    request: { url: `${BASE}${path}`, query: { format: 'json', ...query }, answerWithinSeconds: 300 },
    paging: {
      kind: 'offset',
      apply: (request, offset) => ({
        ...request,
        query: { ...request.query, limit: PAGE, offset },
      }),
    },
    decode: {
      kind: 'json',
      rows: (json) => (Array.isArray(json) ? rowsAt(json) : rowsAt(json, 'results')),
    },
  }
}

function judge({ status, json, text }: JudgedAnswer): Problem | 'fine' | null {
  if (status === 200) {
    const isMarkup = /^\s*</.test(text)
    if (text.trim() === '' || isMarkup) {
      return { kind: 'server_error', said: isMarkup ? 'a web page instead of a report' : 'an empty answer' }
    }
    const code = Number(textAt(json, 'code') ?? 200)
    if (code === 200) return null
    const said = `${code} ${saidIn({ json, text })}`
    if (code === 401 || code === 403) return { kind: 'wrong_key', said }
    if (code === 429) return { kind: 'rate_limited', said }
    return { kind: code >= 500 ? 'server_error' : 'bad_request', said }
  }
  // A key of another AppLovin product is refused with 403 as well.
  return status === 403 ? { kind: 'wrong_key', said: `403 ${saidIn({ json, text })}` } : null
}

const DAILY = { history: { days: HISTORY_DAYS }, daysPerRequest: 1, daysPerLoad: 5, completeAfterHours: 6 }

const STREAMS: readonly Stream[] = [
  {
    id: 'report',
    label: 'Campaigns, creative sets and ads by country',
    byDefault: true,
    grain: ['app', 'os', 'campaign', 'ad_group', 'ad', 'format', 'country'],
    layout: report,
    refetchDays: 7,
    ...DAILY,
    fetch: ({ from, to }) => [
      pagesOf('/report', {
        report_type: 'advertiser',
        start: from,
        end: to,
        columns: [...OBJECTS, ...DELIVERED],
      }),
    ],
    total: {
      fetch: ({ from, to }) => [
        pagesOf('/report', { report_type: 'advertiser', start: from, end: to, columns: DELIVERED }),
      ],
    },
  },
  {
    id: 'cohorts',
    label: 'Revenue by day after the install',
    byDefault: true,
    grain: ['app', 'os', 'campaign', 'ad_group', 'ad', 'format', 'country'],
    layout: cohorts,
    refetchDays: 44,
    ...DAILY,
    fetch: ({ from, to }) => [
      pagesOf('/report', {
        report_type: 'advertiser',
        day_column: 'day',
        start: from,
        end: to,
        columns: [...OBJECTS, 'conversions', ...COHORTS],
      }),
    ],
  },
  {
    id: 'assets',
    label: 'Uploaded files (videos, playables)',
    byDefault: false,
    grain: ['app', 'campaign', 'ad_group', 'creative'],
    layout: assets,
    refetchDays: 7,
    ...DAILY,
    fetch: ({ from, to }) => [
      pagesOf('/assetAnalyticsReport', {
        start: from,
        end: to,
        columns: [
          'asset_id',
          'asset_name',
          'asset_url',
          'campaign',
          'campaign_id',
          'campaign_package_name',
          'creative_set',
          'creative_set_id',
          'impressions',
          'clicks',
          'cost',
        ],
      }),
    ],
    // The report has no day; each request is for one.
    row: (cells, { from }) => ({ day: from, ...cells }),
  },
]

/** AppLovin's reporting API for advertisers. */
export const applovinApi: ConnectorApi = {
  fields: [
    {
      name: 'reportKey',
      label: 'Report key',
      help: 'The key of the reporting API; the SDK key and the management key are others.',
      where: 'AppLovin dashboard › Account › Keys › Report key',
      secret: true,
    },
  ],
  hosts: ['r.applovin.com'],
  auth: keyInQuery(({ reportKey = '' }) => ({ api_key: reportKey })),
  limits: [
    {
      requests: 2,
      seconds: 1,
      basis: 'our own: AppLovin publishes no figure; clients keep to 2–5 per second',
    },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: (_fields, connection) => [accountOf(connection)],
  },
  streams: STREAMS,
}
