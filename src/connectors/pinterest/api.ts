import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauthRefresh } from '#connectors/kit/auth/oauth-refresh.ts'
import type { Cells } from '#connectors/kit/cells.ts'
import type { JobState, Page } from '#connectors/kit/fetch.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import { preparedReport } from '#connectors/kit/prepared-report.ts'
import type { JudgedAnswer, Problem } from '#connectors/kit/problem.ts'
import type { SliceContext } from '#connectors/kit/stream.ts'
import { adReport } from './exports/ad-report.ts'
import { pinMedia } from './pin-media.ts'

const HOST = 'api.pinterest.com'

/** Columns that end in 1 count what was paid for; TOTAL counts what people passed on as well. */
const COLUMNS = [
  'AD_ID',
  'AD_NAME',
  'AD_STATUS',
  'PIN_ID',
  'AD_GROUP_ID',
  'AD_GROUP_NAME',
  'CAMPAIGN_ID',
  'CAMPAIGN_NAME',
  'CAMPAIGN_ENTITY_STATUS',
  'CAMPAIGN_OBJECTIVE_TYPE',
  'SPEND_IN_MICRO_DOLLAR',
  'IMPRESSION_1',
  'OUTBOUND_CLICK_1',
  'TOTAL_APP_INSTALL',
  'TOTAL_CONVERSIONS',
  'TOTAL_VIDEO_3SEC_VIEWS',
  'TOTAL_VIDEO_P25_COMBINED',
  'TOTAL_VIDEO_P50_COMBINED',
  'TOTAL_VIDEO_P75_COMBINED',
  'TOTAL_VIDEO_P100_COMPLETE',
]

function stateOf({ json }: Page, token: string): JobState {
  const status = (textAt(json, 'report_status') ?? '').toUpperCase()
  const said = textAt(json, 'message') ?? status
  if (status === 'FINISHED') return { kind: 'ready', id: token, address: textAt(json, 'url') ?? '' }
  if (status === 'EXPIRED' || status === 'DOES_NOT_EXIST') return { kind: 'expired' }
  if (status === 'FAILED' || status === 'CANCELLED') return { kind: 'failed', said }
  return { kind: 'pending', id: token }
}

function created(page: Page): JobState {
  const token = textAt(page.json, 'token')
  return token === null ? { kind: 'failed', said: 'no report was begun' } : stateOf(page, token)
}

const COUNTED = [
  'SPEND_IN_MICRO_DOLLAR',
  'IMPRESSION_1',
  'OUTBOUND_CLICK_1',
  'TOTAL_APP_INSTALL',
  'TOTAL_CONVERSIONS',
]

/** Tables are filled up with zeros for every ad and day; those rows say nothing. */
function row(cells: Cells): Cells | null {
  const known = COUNTED.filter((name) => cells[name] !== undefined)
  const isEmpty = known.length > 0 && known.every((name) => cells[name] === null || Number(cells[name]) === 0)
  if (isEmpty) return null
  const pin = cells.PIN_ID
  return {
    ...cells,
    CREATIVE: cells.AD_NAME ?? null,
    PIN_PAGE: pin ? `https://www.pinterest.com/pin/${encodeURIComponent(pin)}/` : null,
  }
}

/** A link to a finished report ends after five minutes; its store then refuses. */
function judge({ status, text }: JudgedAnswer): Problem | null {
  const isGone = (status === 403 || status === 400) && /request has expired|ExpiredToken/i.test(text)
  return isGone ? { kind: 'job_expired', said: 'the link to the report has ended' } : null
}

/** Pinterest's API v5: the asynchronous report by ad, the only one that counts installs. */
export const pinterestApi: ConnectorApi = {
  fields: [
    {
      name: 'clientId',
      label: 'App ID',
      help: 'Of an app with access to the Ads API.',
      where: 'developers.pinterest.com › My apps › your app',
      secret: false,
    },
    {
      name: 'clientSecret',
      label: 'App secret key',
      help: 'Beside the app ID.',
      where: 'the same page',
      secret: true,
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'Given once a member of the ad account agreed to ads:read, and to boards:read and pins:read for the files; a new one takes its place at each use.',
      where: 'www.pinterest.com/oauth with your app, see the page of this source',
      secret: true,
    },
  ],
  // Finished reports lie in the vendor's buckets at Amazon.
  hosts: [HOST, '*.s3.us-east-1.amazonaws.com', '*.s3.amazonaws.com'],
  version: 'v5',
  auth: oauthRefresh({
    url: `https://${HOST}/v5/oauth/token`,
    clientId: ({ clientId = '' }) => clientId,
    clientSecret: ({ clientSecret = '' }) => clientSecret,
    refreshField: 'refreshToken',
    basic: true,
    // Apps from before September 2025 get a refresh token that can itself be renewed only so.
    more: { continuous_refresh: 'true' },
  }),
  limitedBy: ['clientId'],
  limits: [
    {
      requests: 300,
      seconds: 60,
      basis: 'Pinterest: 300 requests of analytics per minute for a user and app',
    },
    { requests: 100, seconds: 1, basis: 'Pinterest: 100 requests per second for a user and app' },
  ],
  backOff: { reset: { header: 'x-ratelimit-reset', unit: 'seconds' } },
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ version }) => [
      {
        kind: 'pages',
        request: { url: `https://${HOST}/${version}/ad_accounts`, query: { page_size: 250 } },
        paging: {
          kind: 'cursor',
          next: ({ json }) => textAt(json, 'bookmark'),
          apply: (request, bookmark) => ({ ...request, query: { ...request.query, bookmark } }),
        },
        decode: { kind: 'json', rows: (json) => rowsAt(json, 'items') },
      },
    ],
    account: ({ id, name = null, currency = null }) => (id ? { id, name, zone: 'UTC', currency } : null),
  },
  streams: [
    {
      id: 'ads',
      label: 'Ads (Pins)',
      byDefault: true,
      grain: ['campaign', 'ad_group', 'ad', 'creative'],
      layout: adReport,
      refetchDays: 30,
      history: { days: 914 },
      // Pinterest answers up to 186 days at once.
      daysPerRequest: 30,
      completeAfterHours: 6,
      row,
      enrich: [pinMedia],
      fetch: ({ account, from, to, version }: SliceContext) => {
        const url = `https://${HOST}/${version}/ad_accounts/${encodeURIComponent(account.id)}/reports`
        return [
          {
            kind: 'job',
            create: {
              method: 'POST',
              url,
              body: {
                json: {
                  start_date: from,
                  end_date: to,
                  granularity: 'DAY',
                  level: 'PIN_PROMOTION',
                  columns: COLUMNS,
                  report_format: 'CSV',
                  click_window_days: 30,
                  engagement_window_days: 30,
                  view_window_days: 1,
                  conversion_report_time: 'TIME_OF_AD_ACTION',
                },
              },
            },
            created,
            poll: (token) => ({ url, query: { token } }),
            polled: stateOf,
            everySeconds: 10,
            giveUpAfterSeconds: 1800,
            result: preparedReport({ kind: 'csv' }, 180),
          },
        ]
      },
    },
  ],
}
