import type { ConnectorApi } from '#connectors/kit/api.ts'
import { tokenExchange } from '#connectors/kit/auth/token-exchange.ts'
import { expiredLink } from '#connectors/kit/expired-link.ts'
import type { JobState, Page } from '#connectors/kit/fetch.ts'
import { listOf } from '#connectors/kit/field-list.ts'
import { objectsAt, rowsAt, textAt } from '#connectors/kit/json.ts'
import { preparedReport } from '#connectors/kit/prepared-report.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { analytics } from './exports/analytics.ts'
import { report } from './exports/report.ts'

const BASE = 'https://api.moloco.cloud/cm/v1'
const VERSION = 'v1.10'
const TOKEN_SECONDS = 16 * 3600 - 300
/** `analytics-detail` gives no more rows, and does not say that there were. */
const MOST_ROWS = 10_000
/** Larger waits are moments, seconds since 1970. */
const FIRST_MOMENT = 1_000_000_000

const DIMENSIONS = [
  'DATE',
  'AD_ACCOUNT_CURRENCY',
  'APP_OR_SITE_TITLE',
  'APP_STORE_ID',
  'APP_OS',
  'CAMPAIGN_ID',
  'CAMPAIGN_TITLE',
  'CAMPAIGN_TYPE',
  'CAMPAIGN_COUNTRY',
  'AD_GROUP_ID',
  'AD_GROUP_TITLE',
  'CREATIVE_GROUP_TITLE',
  'CREATIVE_ID',
  'CREATIVE_TITLE',
  'CREATIVE_FORMAT',
  'CREATIVE_MAIN_ASSET_LOCATION',
]
const METRICS = [
  'IMPRESSIONS',
  'CLICKS',
  'ENGAGED_VIEWS',
  'INSTALLS',
  'TARGET_ACTIONS',
  'SPEND',
  'REVENUE',
  'VIDEO_PLAY_1Q',
  'VIDEO_PLAY_2Q',
  'VIDEO_PLAY_3Q',
  'VIDEO_PLAY_4Q',
]

function waitOf({ headers }: JudgedAnswer): number | undefined {
  const reset = Number(headers['x-rate-limit-reset'] ?? Number.NaN)
  if (!Number.isFinite(reset)) return undefined
  const sent = Date.parse(headers.date ?? '') / 1000
  return reset < FIRST_MOMENT ? reset : Math.max(0, reset - (Number.isNaN(sent) ? Date.now() / 1000 : sent))
}

function judge(answer: JudgedAnswer): Problem | null {
  const { status, json, text } = answer
  if (objectsAt(json, 'rows').length >= MOST_ROWS) {
    return { kind: 'window_too_large', said: `${MOST_ROWS} rows, the most of one answer` }
  }
  const expired = expiredLink(answer)
  if (expired !== null || status < 400) return expired
  const said = `${status} ${saidIn({ json, text })}`
  const code = textAt(json, 'code')
  if (status === 429 || code === '8') {
    const waitSeconds = waitOf(answer)
    return { kind: 'rate_limited', said, ...(waitSeconds === undefined ? {} : { waitSeconds }) }
  }
  if (code === '16') return { kind: 'wrong_key', said }
  return code === '7' ? { kind: 'missing_permission', permission: 'access to the ad account', said } : null
}

function stateOf({ json }: Page, id: string): JobState {
  const status = textAt(json, 'status')?.toUpperCase()
  const address = textAt(json, 'location_csv')
  if (status === 'READY' && address !== null) return { kind: 'ready', id, address }
  if (status === 'FAILED') return { kind: 'failed', said: saidIn({ json, text: 'FAILED' }) }
  return { kind: 'pending', id }
}

const headersOf = (version: string) => ({ 'moloco-cloud-api-version': version })

/** Asked and answered at once, 10,000 rows at most. */
const analyticsStream: Stream = {
  id: 'analytics',
  label: 'Campaigns, ad groups and creatives, with files and video quartiles',
  byDefault: true,
  grain: ['app', 'os', 'campaign', 'ad_group', 'creative', 'format', 'country'],
  layout: analytics,
  refetchDays: 30,
  history: { days: 365 },
  daysPerRequest: 7,
  completeAfterHours: 6,
  fetch: ({ account, from, to, version }) => [
    {
      kind: 'pages',
      request: {
        method: 'POST',
        url: `${BASE}/analytics-detail`,
        headers: headersOf(version),
        body: {
          json: {
            ad_account_id: account.id,
            timezone: 'UTC',
            date_range: { start: from, end: to },
            dimensions: DIMENSIONS,
            metrics: METRICS,
            limit: String(MOST_ROWS),
          },
        },
        answerWithinSeconds: 300,
      },
      paging: { kind: 'none' },
      decode: {
        kind: 'json',
        rows: (json) => rowsAt(json, 'rows') ?? rowsAt(json, 'data'),
      },
    },
  ],
}

/** Made first, 4,000,000 rows; few a day. */
const reportStream: Stream = {
  id: 'report',
  label: 'The same as a prepared file, for accounts too large for one answer',
  byDefault: false,
  grain: ['app', 'campaign', 'ad_group', 'creative', 'country'],
  layout: { ...report, signature: { ...report.signature, required: ['day', 'impressions', 'spend'] } },
  refetchDays: 7,
  history: { days: 365 },
  daysPerRequest: 7,
  completeAfterHours: 6,
  fetch: ({ account, from, to, version }) => [
    {
      kind: 'job',
      create: {
        method: 'POST',
        url: `${BASE}/reports`,
        query: { ad_account_id: account.id },
        headers: headersOf(version),
        body: {
          json: {
            ad_account_id: account.id,
            date_range: { start: from, end: to },
            dimensions: ['DATE', 'APP_OR_SITE', 'CAMPAIGN', 'AD_GROUP', 'CREATIVE'],
            optional_metrics: ['VIDEO_PLAY_PROGRESS', 'ENGAGED_VIEWS'],
          },
        },
      },
      created: ({ json }) => {
        const id = textAt(json, 'id')
        return id === null ? { kind: 'failed', said: 'it names no report' } : { kind: 'pending', id }
      },
      poll: (id) => ({
        url: `${BASE}/reports/${encodeURIComponent(id)}/status`,
        headers: headersOf(version),
      }),
      polled: stateOf,
      everySeconds: 15,
      giveUpAfterSeconds: 3600,
      result: preparedReport({ kind: 'csv' }),
    },
  ],
}

/** Moloco's Campaign Management API, its reporting half. */
export const molocoApi: ConnectorApi = {
  fields: [
    {
      name: 'apiKey',
      label: 'API key',
      help: 'Exchanged for a token that lasts 16 hours.',
      where: 'Moloco Ads › Workplace settings › API keys',
      secret: true,
    },
    {
      name: 'accounts',
      label: 'Ad account ids',
      help: 'Ad accounts to read, separated by commas.',
      where: 'Moloco Ads › the address of an ad account, behind /ad-accounts/',
      secret: false,
      example: 'aBcDeFgH12',
    },
  ],
  hosts: ['api.moloco.cloud', 'storage.googleapis.com', '*.storage.googleapis.com', '*.moloco.cloud'],
  version: VERSION,
  auth: tokenExchange({
    issue: ({ apiKey = '' }) => ({
      method: 'POST',
      url: `${BASE}/auth/tokens`,
      headers: headersOf(VERSION),
      body: { json: { api_key: apiKey } },
    }),
    read: (json) => {
      const token = textAt(json, 'token')
      return token === null ? null : { token, expiresIn: TOKEN_SECONDS }
    },
  }),
  limits: [
    { requests: 300, seconds: 300, basis: 'Moloco: 300 requests per 5 minutes for an ad account' },
    {
      requests: 60,
      seconds: 3600,
      only: /\/analytics-detail$/,
      basis: 'Moloco: 60 questions to analytics-detail per hour for an ad account',
    },
    {
      requests: 10,
      seconds: 86_400,
      only: /\/reports$/,
      basis: 'Moloco: 10 reports of 2–7 days per day for an ad account',
    },
  ],
  judge,
  accounts: {
    kind: 'stated',
    of: ({ accounts }) => listOf(accounts).map((id) => ({ id, name: null, zone: 'UTC', currency: null })),
  },
  streams: [analyticsStream, reportStream],
}
