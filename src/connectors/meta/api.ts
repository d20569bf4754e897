import type { ConnectorApi } from '#connectors/kit/api.ts'
import { hmacSha256 } from '#connectors/kit/auth/digest.ts'
import type { JobFetch, JobState, Page, Paging } from '#connectors/kit/fetch.ts'
import { rowsAt, textAt } from '#connectors/kit/json.ts'
import type { RequestQuery } from '#connectors/kit/request.ts'
import type { AskedTotal, SliceContext, Stream } from '#connectors/kit/stream.ts'
import { knownZone } from '#connectors/kit/zone.ts'
import { creativeColumns } from './creatives.ts'
import { assetInsights, insights } from './exports/insights.ts'
import { HOST } from './host.ts'
import { insightsRow } from './insights-row.ts'
import { judge, pauseBefore } from './judge.ts'

const PLACE = [
  'date_start',
  'date_stop',
  'account_id',
  'account_currency',
  'campaign_id',
  'campaign_name',
  'adset_id',
  'adset_name',
  'ad_id',
  'ad_name',
  'objective',
  'optimization_goal',
]
const DELIVERED = [
  'impressions',
  'spend',
  'clicks',
  'inline_link_clicks',
  'video_play_actions',
  'video_continuous_2_sec_watched_actions',
  'video_thruplay_watched_actions',
  'video_p25_watched_actions',
  'video_p50_watched_actions',
  'video_p75_watched_actions',
  'video_p100_watched_actions',
]
/** Which action counts an install is settled ad by ad, so their sum is not that of the account. */
const ACTIONS = ['actions', 'action_values']

/** Every state an ad may be in: those that were deleted have spent as well. */
const STATUSES = [
  'ACTIVE',
  'PAUSED',
  'DELETED',
  'PENDING_REVIEW',
  'DISAPPROVED',
  'PREAPPROVED',
  'PENDING_BILLING_INFO',
  'CAMPAIGN_PAUSED',
  'ARCHIVED',
  'ADSET_PAUSED',
  'IN_PROCESS',
  'WITH_ISSUES',
]
const ALL_ADS = JSON.stringify([{ field: 'ad.effective_status', operator: 'IN', value: STATUSES }])
const PAGE = 500

/** The address of the next page holds the token, so its mark alone is taken. */
const paging: Paging = {
  kind: 'cursor',
  next: ({ json }) =>
    textAt(json, 'paging', 'next') === null ? null : textAt(json, 'paging', 'cursors', 'after'),
  apply: (request, after) => ({ ...request, query: { ...request.query, after } }),
}

function created({ json }: Page): JobState {
  const id = textAt(json, 'report_run_id')
  return id === null ? { kind: 'failed', said: 'no report was begun' } : { kind: 'pending', id }
}

function polled({ json }: Page, id: string): JobState {
  const status = textAt(json, 'async_status') ?? ''
  const said = textAt(json, 'error_message') ?? textAt(json, 'error_user_msg') ?? status
  if (/failed/i.test(status)) return { kind: 'failed', said }
  if (/skipped/i.test(status)) return { kind: 'expired' }
  const isWhole = /completed/i.test(status) && textAt(json, 'async_percent_completion') === '100'
  return isWhole ? { kind: 'ready', id } : { kind: 'pending', id }
}

/** A report that is begun, waited for and read page by page. */
function insightsJob(
  { account, version }: SliceContext,
  query: RequestQuery,
  giveUpAfterSeconds = 1800,
): JobFetch {
  const base = `https://${HOST}/${version}`
  return {
    kind: 'job',
    create: { method: 'POST', url: `${base}/act_${encodeURIComponent(account.id)}/insights`, query },
    created,
    poll: (id) => ({ url: `${base}/${id}` }),
    polled,
    everySeconds: 10,
    giveUpAfterSeconds,
    result: ({ id }) => ({
      kind: 'pages',
      request: { url: `${base}/${id}/insights`, query: { limit: PAGE }, answerWithinSeconds: 180 },
      paging,
      decode: { kind: 'json', rows: (json) => rowsAt(json, 'data'), cells: insightsRow },
    }),
  }
}

/** How conversions are counted, in rows and in their total alike. */
const COUNTED = { use_unified_attribution_setting: true, action_report_time: 'impression' } as const

const TOTAL_WITHIN_SECONDS = 120

const total: AskedTotal = {
  fetch: (context) => [
    // Rows wait for it, so it may not take long.
    insightsJob(
      context,
      {
        level: 'account',
        time_range: JSON.stringify({ since: context.from, until: context.to }),
        fields: DELIVERED,
        ...COUNTED,
        limit: PAGE,
      },
      TOTAL_WITHIN_SECONDS,
    ),
  ],
}

function report(
  stream: Pick<Stream, 'id' | 'label' | 'byDefault' | 'grain'> &
    Partial<Pick<Stream, 'layout' | 'enrich' | 'total'>>,
  breakdowns: readonly string[] = [],
): Stream {
  const query = ({ from, to }: SliceContext) => ({
    level: 'ad',
    time_range: JSON.stringify({ since: from, until: to }),
    time_increment: 1,
    fields: [...PLACE, ...DELIVERED, ...ACTIONS],
    ...(breakdowns.length === 0 ? {} : { breakdowns }),
    filtering: ALL_ADS,
    ...COUNTED,
    limit: PAGE,
  })
  return {
    layout: insights,
    enrich: creativeColumns,
    ...stream,
    refetchDays: 28,
    history: { days: 1120 },
    daysPerRequest: 7,
    completeAfterHours: 3,
    fetch: (context) => [insightsJob(context, query(context))],
  }
}

/** Meta's Marketing API: insights that are asked for, waited for and read page by page. */
export const metaApi: ConnectorApi = {
  fields: [
    {
      name: 'token',
      label: 'Access token',
      help: 'Of a system user with ads_read on the ad accounts; such a token does not end.',
      where: 'business.facebook.com › Settings › Users › System users › Generate token',
      secret: true,
    },
    {
      name: 'appSecret',
      label: 'App secret',
      help: 'Only where the app requires a proof of it; each request then carries a hash made with it.',
      where: 'developers.facebook.com › your app › App settings › Basic',
      secret: true,
      optional: true,
    },
  ],
  hosts: [HOST],
  version: 'v26.0',
  auth: {
    kind: 'each',
    prove: ({ fields: { token = '', appSecret = '' } }) => ({
      headers: { authorization: `Bearer ${token}` },
      ...(appSecret === '' ? {} : { query: { appsecret_proof: hmacSha256(appSecret, token) } }),
    }),
  },
  limits: [
    {
      requests: 5,
      seconds: 1,
      basis: 'our own: Meta publishes no figure that holds for an app; its headers say what is used up',
    },
  ],
  backOff: { pause: pauseBefore },
  judge,
  accounts: {
    kind: 'asked',
    fetch: ({ version }) => [
      {
        kind: 'pages',
        request: {
          url: `https://${HOST}/${version}/me/adaccounts`,
          query: { fields: ['account_id', 'name', 'currency', 'timezone_name'], limit: 200 },
        },
        paging,
        decode: { kind: 'json', rows: (json) => rowsAt(json, 'data') },
      },
    ],
    account: ({ account_id: id, name = null, currency = null, timezone_name: zone }) =>
      id ? { id, name, zone: knownZone(zone), currency } : null,
  },
  streams: [
    report({
      id: 'ads',
      label: 'Ads with their creatives',
      byDefault: true,
      grain: ['app', 'os', 'campaign', 'ad_group', 'ad', 'creative', 'format'],
      total,
    }),
    report(
      {
        id: 'countries',
        label: 'Ads by country',
        byDefault: false,
        grain: ['app', 'os', 'campaign', 'ad_group', 'ad', 'creative', 'format', 'country'],
        total,
      },
      ['country'],
    ),
    report(
      {
        id: 'placements',
        label: 'Ads by placement',
        byDefault: false,
        grain: ['app', 'os', 'campaign', 'ad_group', 'ad', 'creative', 'format', 'placement', 'device'],
        total,
      },
      ['publisher_platform', 'platform_position', 'impression_device'],
    ),
    ...(['video', 'image'] as const).map((file) =>
      report(
        {
          id: `${file}s`,
          label: `Single ${file}s of dynamic ads`,
          byDefault: false,
          grain: ['campaign', 'ad_group', 'ad', 'creative'],
          layout: assetInsights,
          enrich: [],
        },
        [`${file}_asset`],
      ),
    ),
  ],
}
