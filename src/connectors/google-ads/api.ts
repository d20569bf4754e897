import type { ConnectorApi } from '#connectors/kit/api.ts'
import type { FieldValues } from '#connectors/kit/auth/auth.ts'
import { oauthRefresh } from '#connectors/kit/auth/oauth-refresh.ts'
import type { PagedFetch } from '#connectors/kit/fetch.ts'
import { textAt } from '#connectors/kit/json.ts'
import type { AskedTotal, Enrichment, SliceContext, Stream } from '#connectors/kit/stream.ts'
import { knownZone } from '#connectors/kit/zone.ts'
import { search, searchAssets, searchConversions } from './exports/search.ts'
import { judge } from './judge.ts'
import { reportRow, reportRows } from './report-row.ts'

const HOST = 'googleads.googleapis.com'

/** An account id as Google takes it; people copy it with dashes. */
const plain = (id: string) => id.replaceAll('-', '').trim()

function query(
  { fields, version }: { readonly fields: FieldValues; readonly version: string },
  customer: string,
  text: string,
): PagedFetch {
  const { developerToken = '', customer: login = '' } = fields
  return {
    kind: 'pages',
    request: {
      method: 'POST',
      url: `https://${HOST}/${version}/customers/${customer}/googleAds:search`,
      headers: { 'developer-token': developerToken, 'login-customer-id': plain(login) },
      body: { json: { query: text } },
      answerWithinSeconds: 300,
    },
    paging: {
      kind: 'cursor',
      next: ({ json }) => textAt(json, 'nextPageToken'),
      apply: (request, pageToken) => ({ ...request, body: { json: { query: text, pageToken } } }),
    },
    decode: { kind: 'json', rows: reportRows, cells: reportRow },
  }
}

const CAMPAIGN = [
  'segments.date',
  'customer.id',
  'customer.currency_code',
  'campaign.id',
  'campaign.name',
  'campaign.status',
  'campaign.advertising_channel_sub_type',
  'campaign.app_campaign_setting.app_id',
  'campaign.app_campaign_setting.app_store',
  'campaign.app_campaign_setting.bidding_strategy_goal_type',
]
const AD_GROUP = ['ad_group.id', 'ad_group.name', 'ad_group.status']
const ASSET = [
  'ad_group_ad_asset_view.field_type',
  'ad_group_ad_asset_view.performance_label',
  'asset.id',
  'asset.name',
  'asset.type',
  'asset.image_asset.full_size.url',
  'asset.youtube_video_asset.youtube_video_id',
  'asset.youtube_video_asset.youtube_video_title',
]
const CONVERSIONS = ['metrics.conversions', 'metrics.conversions_value']
const METRICS = [
  'metrics.impressions',
  'metrics.clicks',
  'metrics.cost_micros',
  'metrics.biddable_app_install_conversions',
  'metrics.biddable_app_post_install_conversions',
  ...CONVERSIONS,
]

const APP_CAMPAIGNS = "campaign.advertising_channel_type = 'MULTI_CHANNEL'"
/** Headlines and descriptions are assets as well; they are no creatives. */
const FILES = "asset.type IN ('IMAGE', 'YOUTUBE_VIDEO', 'MEDIA_BUNDLE')"

function selectDays(
  { from, to }: SliceContext,
  resource: string,
  fields: readonly string[],
  where: readonly string[] = [],
): string {
  return [
    `SELECT ${fields.join(', ')}`,
    `FROM ${resource}`,
    `WHERE segments.date BETWEEN '${from}' AND '${to}'`,
    ...[APP_CAMPAIGNS, ...where].map((condition) => `AND ${condition}`),
  ].join(' ')
}

/** What Google says the App campaigns of an account add up to, asked of campaigns as they are. */
const total: AskedTotal = {
  fetch: (context) => [query(context, context.account.id, selectDays(context, 'campaign', METRICS))],
}

function report(
  stream: Pick<Stream, 'id' | 'label' | 'byDefault' | 'grain'> &
    Partial<Pick<Stream, 'layout' | 'enrich' | 'total'>>,
  resource: string,
  fields: readonly string[],
  where: readonly string[] = [],
): Stream {
  const text = (context: SliceContext) => selectDays(context, resource, fields, where)
  return {
    layout: search,
    ...stream,
    refetchDays: 30,
    history: { days: 1095 },
    daysPerRequest: 7,
    completeAfterHours: 4,
    fetch: (context) => [query(context, context.account.id, text(context))],
  }
}

/** The country of a location's number. */
const countries: Enrichment = {
  id: 'countries',
  key: 'geographicView.countryCriterionId',
  batch: 500,
  fetch: (context, ids) => [
    query(
      context,
      context.account.id,
      `SELECT geo_target_constant.id, geo_target_constant.country_code FROM geo_target_constant WHERE geo_target_constant.id IN (${ids.filter((id) => /^\d+$/.test(id)).join(', ')})`,
    ),
  ],
  entry: (row) => {
    const id = row['geoTargetConstant.id']
    return id ? { id, columns: { country: row['geoTargetConstant.countryCode'] ?? null } } : null
  },
}

/** The Google Ads API: App campaigns by ad group and by asset, asked for in its query language. */
export const googleAdsApi: ConnectorApi = {
  fields: [
    {
      name: 'customer',
      label: 'Account id',
      help: 'Ten digits. A manager account brings all accounts below it.',
      where: 'Google Ads, top right, above the account’s name',
      secret: false,
      pattern: /^\s*\d{3}-?\d{3}-?\d{4}\s*$/,
      example: '123-456-7890',
    },
    {
      name: 'developerToken',
      label: 'Developer token',
      help: 'Of a manager account; it needs Explorer, Basic or Standard access.',
      where: 'Google Ads manager account › Admin › API Center',
      secret: true,
    },
    {
      name: 'clientId',
      label: 'OAuth client ID',
      help: 'Of a client of type desktop or web, in a project with the Google Ads API enabled.',
      where: 'console.cloud.google.com › APIs & Services › Credentials',
      secret: false,
    },
    {
      name: 'clientSecret',
      label: 'OAuth client secret',
      help: 'The secret of that client.',
      where: 'the same page',
      secret: true,
    },
    {
      name: 'refreshToken',
      label: 'Refresh token',
      help: 'Given once a user of the account agreed to https://www.googleapis.com/auth/adwords.',
      where: 'OAuth Playground with your own client, or any OAuth tool; set the consent screen to production',
      secret: true,
    },
  ],
  hosts: [HOST, 'oauth2.googleapis.com'],
  version: 'v25',
  auth: oauthRefresh({
    url: 'https://oauth2.googleapis.com/token',
    clientId: ({ clientId = '' }) => clientId,
    clientSecret: ({ clientSecret = '' }) => clientSecret,
    refreshField: 'refreshToken',
  }),
  limitedBy: ['developerToken'],
  limits: [
    {
      requests: 2880,
      seconds: 86_400,
      basis:
        'Google: 2,880 operations a day with Explorer access (15,000 with Basic); pages of one query are one',
    },
    {
      requests: 5,
      seconds: 1,
      basis: 'our own: Google throttles by a bucket whose size it does not publish',
    },
  ],
  judge,
  accounts: {
    kind: 'asked',
    fetch: (context) => [
      query(
        context,
        plain(context.fields.customer ?? ''),
        "SELECT customer_client.id, customer_client.descriptive_name, customer_client.currency_code, customer_client.time_zone FROM customer_client WHERE customer_client.manager = FALSE AND customer_client.status = 'ENABLED'",
      ),
    ],
    account: (row) => {
      const id = row['customerClient.id']
      return id
        ? {
            id,
            name: row['customerClient.descriptiveName'] ?? null,
            zone: knownZone(row['customerClient.timeZone']),
            currency: row['customerClient.currencyCode'] ?? null,
          }
        : null
    },
  },
  streams: [
    report(
      {
        id: 'ad-groups',
        label: 'App campaigns by ad group',
        byDefault: true,
        grain: ['app', 'os', 'campaign', 'ad_group'],
        total,
      },
      'ad_group',
      [...CAMPAIGN, ...AD_GROUP, ...METRICS],
    ),
    report(
      {
        id: 'asset-views',
        label: 'Videos, images and HTML5 of App campaigns',
        byDefault: true,
        grain: ['app', 'os', 'campaign', 'ad_group', 'creative', 'format', 'placement'],
        layout: searchAssets,
      },
      'ad_group_ad_asset_view',
      [...CAMPAIGN, ...AD_GROUP, ...ASSET, ...METRICS],
      [FILES],
    ),
    report(
      {
        id: 'countries',
        label: 'App campaigns by country',
        byDefault: false,
        grain: ['app', 'os', 'campaign', 'country'],
        enrich: [countries],
        total,
      },
      'geographic_view',
      [...CAMPAIGN, 'geographic_view.country_criterion_id', ...METRICS],
    ),
    report(
      {
        id: 'conversion-actions',
        label: 'Named conversion actions of App campaigns',
        byDefault: false,
        grain: ['app', 'os', 'campaign', 'ad_group'],
        layout: searchConversions,
      },
      'ad_group',
      [...CAMPAIGN, ...AD_GROUP, 'segments.conversion_action_name', ...CONVERSIONS],
    ),
  ],
}
