import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauthRefresh } from '#connectors/kit/auth/oauth-refresh.ts'
import { at, rowsAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { Stream } from '#connectors/kit/stream.ts'
import { addDays } from '#schema/day.ts'
import { report } from './exports/report.ts'
import { BASE, listed, names, paging } from './names.ts'

/** Reddit turns away whoever does not say what it is. */
const AGENT = { 'user-agent': 'permille (self-hosted creative analytics)' }

const FIELDS = [
  'IMPRESSIONS',
  'CLICKS',
  'SPEND',
  'VIDEO_STARTED',
  'VIDEO_WATCHED_3_SECONDS',
  'VIDEO_WATCHED_25_PERCENT',
  'VIDEO_WATCHED_50_PERCENT',
  'VIDEO_WATCHED_75_PERCENT',
  'VIDEO_WATCHED_100_PERCENT',
  'APP_INSTALL_INSTALL_COUNT',
  'APP_INSTALL_PURCHASE_COUNT',
  'APP_INSTALL_SIGN_UP_COUNT',
  'APP_INSTALL_REVENUE',
  'APP_INSTALL_MMP_INSTALL_COUNT',
  'APP_INSTALL_SKAN_INSTALL_COUNT',
]

function byAd(told: Pick<Stream, 'id' | 'label' | 'byDefault'>, split: 'country' | null = null): Stream {
  return {
    ...told,
    grain: ['campaign', 'ad_group', 'ad', 'creative', ...(split === null ? [] : [split])],
    layout: report,
    enrich: names,
    refetchDays: 28,
    history: { days: 730 },
    daysPerRequest: 7,
    completeAfterHours: 6,
    fetch: ({ account, from, to, version }) => [
      {
        kind: 'pages',
        request: {
          method: 'POST',
          url: `${BASE}/${version}/ad_accounts/${encodeURIComponent(account.id)}/reports`,
          body: {
            json: {
              data: {
                starts_at: `${from}T00:00:00Z`,
                ends_at: `${addDays(to, 1)}T00:00:00Z`,
                time_zone_id: 'GMT',
                breakdowns: ['AD_ID', 'DATE', ...(split === null ? [] : [split.toUpperCase()])],
                fields: FIELDS,
              },
            },
          },
          answerWithinSeconds: 180,
        },
        paging,
        decode: { kind: 'json', rows: (json) => rowsAt(json, 'data', 'metrics') },
      },
    ],
  }
}

const secondsIn = (header: string | undefined) => {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : 0
}

function judge({ status, headers, json, text }: JudgedAnswer): Problem | null {
  if (status === 429) {
    // Both are told, and the longer one holds.
    const waitSeconds = Math.max(secondsIn(headers['retry-after']), secondsIn(headers['x-ratelimit-reset']))
    return { kind: 'rate_limited', said: saidIn({ json, text }), ...(waitSeconds > 0 ? { waitSeconds } : {}) }
  }
  const error = at(json, 'error')
  const isFine = status >= 200 && status < 300
  return isFine && error !== undefined && error !== null
    ? { kind: 'bad_request', said: saidIn({ json, text }) }
    : null
}

/** The Reddit Ads API v3: reports by ad and day, with the names from its lists. */
export const redditApi: ConnectorApi = {
  fields: [
    {
      name: 'business',
      label: 'Business id',
      help: 'All ad accounts of the business are read.',
      where: 'ads.reddit.com › Business manager, in the address',
      secret: false,
    },
    {
      name: 'clientId',
      label: 'App ID',
      help: 'Of a developer app with access to the Ads API.',
      where: 'ads.reddit.com › Developer applications',
      secret: false,
    },
    {
      name: 'clientSecret',
      label: 'App secret',
      help: 'Beside the app ID.',
      where: 'the same page',
      secret: true,
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'Given once a member agreed to adsread with duration=permanent.',
      where: 'www.reddit.com/api/v1/authorize with your app, see the page of this source',
      secret: true,
    },
  ],
  hosts: ['ads-api.reddit.com', 'www.reddit.com'],
  version: 'v3',
  auth: oauthRefresh({
    url: 'https://www.reddit.com/api/v1/access_token',
    clientId: ({ clientId = '' }) => clientId,
    clientSecret: ({ clientSecret = '' }) => clientSecret,
    refreshField: 'refreshToken',
    basic: true,
    headers: AGENT,
    place: (token) => ({ authorization: `Bearer ${token}`, ...AGENT }),
  }),
  limits: [{ requests: 60, seconds: 60, basis: 'Reddit: 60 reports per minute; lists allow 400' }],
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ fields: { business = '' }, version }) => [
      listed(`${BASE}/${version}/businesses/${encodeURIComponent(business.trim())}/ad_accounts`),
    ],
    // Days are asked for in GMT, whatever zone the account is in.
    account: ({ id, name = null, currency = null }) => (id ? { id, name, zone: 'UTC', currency } : null),
  },
  streams: [
    byAd({ id: 'ads', label: 'Ads', byDefault: true }),
    byAd({ id: 'countries', label: 'Ads by country', byDefault: false }, 'country'),
  ],
}
