import type { ConnectorApi } from '#connectors/kit/api.ts'
import { keyInHeader } from '#connectors/kit/auth/static-key.ts'
import { cellsOf } from '#connectors/kit/cells.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import { at, isObject, rowsAt, textAt } from '#connectors/kit/json.ts'
import type { RequestQuery } from '#connectors/kit/request.ts'
import type { AskedTotal, SliceContext, Stream } from '#connectors/kit/stream.ts'
import { knownZone } from '#connectors/kit/zone.ts'
import { ask, creativeColumns } from './creatives.ts'
import { cohorts, report } from './exports/report.ts'
import { judge } from './judge.ts'

const PAGE = 1000
const NAMES = [
  'campaign_id',
  'campaign_name',
  'adgroup_id',
  'adgroup_name',
  'ad_name',
  'mobile_app_id',
  'currency',
]
const DELIVERY = [
  'spend',
  'impressions',
  'clicks',
  'conversion',
  'app_install',
  'total_purchase',
  'total_purchase_value',
  'video_play_actions',
  'video_watched_2s',
  'video_watched_6s',
  'video_views_p25',
  'video_views_p50',
  'video_views_p75',
  'video_views_p100',
]
const COHORTS = [
  'app_install',
  ...[0, 2, 6].flatMap((day) => [`total_purchase_value_day${day}`, `ad_impression_ad_revenue_day${day}`]),
  'day7_retention',
]

/** Ads that were deleted have spent as well; TikTok leaves them out unless asked. */
const ALL_ADS = JSON.stringify([
  { field_name: 'ad_status', filter_type: 'IN', filter_value: JSON.stringify(['STATUS_ALL']) },
])

/** The rows of the integrated report, page by page. */
function integrated({ account, from, to, version }: SliceContext, query: RequestQuery): PagedFetch {
  return {
    kind: 'pages',
    request: {
      ...ask(version, 'report/integrated/get', {
        advertiser_id: account.id,
        report_type: 'BASIC',
        service_type: 'AUCTION',
        ...query,
        start_date: from,
        end_date: to,
        page_size: PAGE,
      }),
      answerWithinSeconds: 180,
    },
    paging: {
      kind: 'number',
      first: 1,
      apply: (request, page) => ({ ...request, query: { ...request.query, page } }),
      pages: ({ json }) => {
        const pages = textAt(json, 'data', 'page_info', 'total_page')
        return pages === null ? null : Number(pages)
      },
    },
    decode: {
      kind: 'json',
      rows: (json) => rowsAt(json, 'data', 'list'),
      cells: (row) => {
        const [dimensions, metricCells] = [at(row, 'dimensions'), at(row, 'metrics')]
        return {
          ...(isObject(dimensions) ? cellsOf(dimensions) : {}),
          ...(isObject(metricCells) ? cellsOf(metricCells) : {}),
        }
      },
    },
  }
}

const total: AskedTotal = {
  fetch: (context) => [
    integrated(context, {
      data_level: 'AUCTION_ADVERTISER',
      dimensions: ['advertiser_id'],
      metrics: DELIVERY,
    }),
  ],
}

function byAd(
  stream: Pick<Stream, 'id' | 'label' | 'byDefault' | 'layout'>,
  metrics: readonly string[],
  more: 'country' | null = null,
): Stream {
  return {
    ...stream,
    grain: ['app', 'campaign', 'ad_group', 'ad', 'creative', 'format', ...(more === null ? [] : [more])],
    enrich: creativeColumns,
    refetchDays: 28,
    history: { days: 365 },
    daysPerRequest: 1,
    daysPerLoad: 7,
    completeAfterHours: 11,
    fetch: (context) => [
      integrated(context, {
        data_level: 'AUCTION_AD',
        dimensions: ['ad_id', 'stat_time_day', ...(more === null ? [] : ['country_code'])],
        metrics: [...NAMES, ...metrics],
        filtering: ALL_ADS,
      }),
    ],
    ...(metrics === DELIVERY ? { total } : {}),
  }
}

const idsIn = (text: string) => text.split(/[\s,]+/).filter((id) => id !== '')

/** TikTok's Marketing API: the integrated report by ad, day by day. */
export const tiktokApi: ConnectorApi = {
  fields: [
    {
      name: 'token',
      label: 'Access token',
      help: 'A long-term token of your developer app; it does not end until it is revoked.',
      where: 'business-api.tiktok.com › My apps › your app, authorised by the advertiser',
      secret: true,
    },
    {
      name: 'advertisers',
      label: 'Advertiser ids',
      help: 'The accounts to read, separated by commas.',
      where: 'TikTok Ads Manager, in the address (aadvid) or below the account’s name',
      secret: false,
      pattern: /^\s*\d{6,}(\s*,\s*\d{6,})*\s*$/,
      example: '7000000000000000001, 7000000000000000002',
    },
  ],
  hosts: ['business-api.tiktok.com'],
  version: 'v1.3',
  auth: keyInHeader('access-token', ({ token = '' }) => token),
  limits: [
    { requests: 10, seconds: 1, basis: 'TikTok: 10 requests per second at the Basic level' },
    { requests: 600, seconds: 60, basis: 'TikTok: 600 requests per minute at the Basic level' },
  ],
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ fields: { advertisers = '' }, version }) => [
      {
        kind: 'pages',
        request: ask(version, 'advertiser/info', {
          advertiser_ids: idsIn(advertisers),
          fields: ['advertiser_id', 'name', 'currency', 'timezone', 'display_timezone'],
        }),
        paging: { kind: 'none' },
        decode: { kind: 'json', rows: (json) => rowsAt(json, 'data', 'list') },
      },
    ],
    account: ({ advertiser_id: id, name = null, currency = null, timezone, display_timezone: shown }) =>
      id ? { id, name, zone: knownZone(shown) ?? knownZone(timezone), currency } : null,
  },
  streams: [
    byAd({ id: 'ads', label: 'Ads with their creatives', byDefault: true, layout: report }, DELIVERY),
    byAd({ id: 'countries', label: 'Ads by country', byDefault: false, layout: report }, DELIVERY, 'country'),
    byAd(
      {
        id: 'ad-cohorts',
        label: 'Revenue and retention by day after the install',
        byDefault: false,
        layout: cohorts,
      },
      COHORTS,
    ),
  ],
}
