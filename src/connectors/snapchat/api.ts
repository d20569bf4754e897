import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauthRefresh } from '#connectors/kit/auth/oauth-refresh.ts'
import { type Cells, cellsOf } from '#connectors/kit/cells.ts'
import { at, isObject, type Json, type JsonObject, objectsAt, rowsAt, textAt } from '#connectors/kit/json.ts'
import { type JudgedAnswer, type Problem, saidIn } from '#connectors/kit/problem.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { isoIn, knownZone, startOfDay } from '#connectors/kit/zone.ts'
import { addDays } from '#schema/day.ts'
import { stats } from './exports/stats.ts'
import { listed, names } from './names.ts'

const BASE = 'https://adsapi.snapchat.com'
/** Most that one synchronous answer holds. */
const PAGE = 200

const FIELDS = [
  'impressions',
  'swipes',
  'spend',
  'video_views',
  'video_views_15s',
  'quartile_1',
  'quartile_2',
  'quartile_3',
  'view_completion',
  'total_installs',
  'conversion_app_opens',
  'conversion_purchases',
  'conversion_purchases_value',
  'conversion_sign_ups',
  'conversion_level_completes',
]

/** Each ad's days, and where it was split by country, each country's of each day. */
function adRows(record: JsonObject): readonly Cells[] {
  return objectsAt(record, 'breakdown_stats', 'ad').flatMap((ad) =>
    objectsAt(ad, 'timeseries').flatMap((day) => {
      const about = {
        ad_id: textAt(ad, 'id'),
        start_time: textAt(day, 'start_time'),
        // The day as its own offset tells it, whatever zone this machine is in.
        date: textAt(day, 'start_time')?.slice(0, 10) ?? null,
      }
      const whole = at(day, 'stats')
      const parts = objectsAt(day, 'dimension_stats')
      if (parts.length > 0) return parts.map((part) => ({ ...about, ...cellsOf(part) }))
      return isObject(whole) ? [{ ...about, ...cellsOf(whole) }] : []
    }),
  )
}

function series(json: Json): readonly JsonObject[] | null {
  const all = rowsAt(json, 'timeseries_stats')?.map((wrapped) => at(wrapped, 'timeseries_stat'))
  return all?.every(isObject) === true ? all : null
}

function byAd(told: Pick<Stream, 'id' | 'label' | 'byDefault'>, split: 'country' | null = null): Stream {
  return {
    ...told,
    grain: [
      'app',
      'os',
      'campaign',
      'ad_group',
      'ad',
      'creative',
      'format',
      ...(split === null ? [] : ([split] as const)),
    ],
    layout: stats,
    enrich: names,
    refetchDays: 28,
    history: { days: 730 },
    // Snapchat answers 31 days at most, 30 where clocks change.
    daysPerRequest: 28,
    completeAfterHours: 4,
    fetch: ({ account, from, to, version }: SliceContext) => {
      const zone = account.zone ?? 'UTC'
      const midnight = (day: string) => isoIn(zone, startOfDay(day, zone))
      return [
        {
          kind: 'pages',
          request: {
            url: `${BASE}/${version}/adaccounts/${encodeURIComponent(account.id)}/stats`,
            query: {
              granularity: 'DAY',
              breakdown: 'ad',
              start_time: midnight(from),
              end_time: midnight(addDays(to, 1)),
              fields: FIELDS,
              ...(split === null ? {} : { report_dimension: split }),
              swipe_up_attribution_window: '28_DAY',
              view_attribution_window: '1_DAY',
              limit: PAGE,
            },
            answerWithinSeconds: 180,
          },
          paging: { kind: 'address', next: ({ json }) => textAt(json, 'paging', 'next_link') },
          decode: { kind: 'json', rows: series, cells: adRows },
        },
      ]
    },
  }
}

/** What is wrong with a part of an answer that is fine as a whole. */
function failedPart(json: Json | undefined): string | null {
  if (!isObject(json)) return null
  for (const list of Object.keys(json)) {
    for (const part of objectsAt(json, list)) {
      const state = textAt(part, 'sub_request_status')
      if (state === null || state.toUpperCase() === 'SUCCESS') continue
      return textAt(part, 'sub_request_error_reason') ?? textAt(part, 'debug_message') ?? state
    }
  }
  return null
}

function judge({ status, json, text }: JudgedAnswer): Problem | null {
  if (status < 200 || status >= 300) return null
  const whole = textAt(json, 'request_status')
  if (whole !== null && whole.toUpperCase() !== 'SUCCESS') {
    const words = [textAt(json, 'error_code'), textAt(json, 'debug_message')].filter((one) => one !== null)
    return { kind: 'bad_request', said: words.join(' ') || saidIn({ json, text }) }
  }
  const part = failedPart(json)
  return part === null ? null : { kind: 'bad_request', said: part }
}

/** Snapchat's Marketing API: statistics by ad and local day, with the names of everything. */
export const snapchatApi: ConnectorApi = {
  fields: [
    {
      name: 'organization',
      label: 'Organization id',
      help: 'All ad accounts of the organisation are read.',
      where: 'business.snapchat.com › Business settings, in the address',
      secret: false,
      pattern: /^\s*[\w-]{8,}\s*$/,
    },
    {
      name: 'clientId',
      label: 'OAuth client ID',
      help: 'Of an OAuth app of the organisation.',
      where: 'business.snapchat.com › Business settings › Business details › OAuth apps',
      secret: false,
    },
    {
      name: 'clientSecret',
      label: 'OAuth client secret',
      help: 'Shown once, when the app is made.',
      where: 'the same page',
      secret: true,
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'Given once a member agreed to the scope snapchat-marketing-api.',
      where: 'accounts.snapchat.com/login/oauth2/authorize with your client, see the page of this source',
      secret: true,
    },
  ],
  hosts: ['adsapi.snapchat.com', 'accounts.snapchat.com'],
  version: 'v1',
  auth: oauthRefresh({
    url: 'https://accounts.snapchat.com/login/oauth2/access_token',
    clientId: ({ clientId = '' }) => clientId,
    clientSecret: ({ clientSecret = '' }) => clientSecret,
    refreshField: 'refreshToken',
  }),
  limits: [
    { requests: 10, seconds: 1, basis: 'Snapchat: 10 requests per second for a token, 20 for an app' },
  ],
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ fields: { organization = '' }, version }) => [
      listed(
        `${BASE}/${version}/organizations/${encodeURIComponent(organization.trim())}/adaccounts`,
        'adaccounts',
        'adaccount',
      ),
    ],
    account: ({ id, name = null, currency = null, timezone }) =>
      id ? { id, name, zone: knownZone(timezone), currency } : null,
  },
  streams: [
    byAd({ id: 'ads', label: 'Ads with their creatives', byDefault: true }),
    byAd({ id: 'countries', label: 'Ads by country', byDefault: false }, 'country'),
  ],
}
