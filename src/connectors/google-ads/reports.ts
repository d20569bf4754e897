import type { AskedTotal, Enrichment, SliceContext, Stream } from '#connectors/kit/stream.ts'
import {
  search,
  searchAllAssets,
  searchAllGroups,
  searchAssets,
  searchConversions,
} from './exports/search.ts'
import { query } from './query.ts'
import { assetGroupRow } from './report-row.ts'

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
const DELIVERED = ['metrics.impressions', 'metrics.clicks', 'metrics.cost_micros']
const METRICS = [
  ...DELIVERED,
  'metrics.biddable_app_install_conversions',
  'metrics.biddable_app_post_install_conversions',
  ...CONVERSIONS,
]

/** Performance Max counts conversions, and no installs apart. */
const MAX_METRICS = [...DELIVERED, ...CONVERSIONS]
const MAX_CAMPAIGN = CAMPAIGN.filter((field) => !/app_campaign_setting|sub_type/.test(field))
const ASSET_GROUP = ['asset_group.id', 'asset_group.name', 'asset_group.status']

const ofChannels = (...channels: readonly string[]) =>
  channels.length === 1
    ? `campaign.advertising_channel_type = '${channels[0]}'`
    : `campaign.advertising_channel_type IN (${channels.map((one) => `'${one}'`).join(', ')})`
const [APP, MAX] = ['MULTI_CHANNEL', 'PERFORMANCE_MAX']
/** Headlines and descriptions are assets as well; they are no creatives. */
const FILES = "asset.type IN ('IMAGE', 'YOUTUBE_VIDEO', 'MEDIA_BUNDLE')"

function selectDays(
  { from, to }: SliceContext,
  resource: string,
  fields: readonly string[],
  where: readonly string[] = [ofChannels(APP)],
): string {
  return [
    `SELECT ${fields.join(', ')}`,
    `FROM ${resource}`,
    `WHERE segments.date BETWEEN '${from}' AND '${to}'`,
    ...where.map((condition) => `AND ${condition}`),
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
  const text = (context: SliceContext) => selectDays(context, resource, fields, [ofChannels(APP), ...where])
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

/** The same report with Performance Max campaigns in it, which Google keeps in another place. */
function withMax(
  app: Stream,
  stream: Pick<Stream, 'id' | 'label' | 'layout'> & Partial<Pick<Stream, 'total'>>,
  resource: string,
  fields: readonly string[],
  where: readonly string[] = [],
): Stream {
  const text = (context: SliceContext) => selectDays(context, resource, fields, [ofChannels(MAX), ...where])
  return {
    ...app,
    ...stream,
    byDefault: false,
    fetch: (context) => [
      ...app.fetch(context),
      query(context, context.account.id, text(context), assetGroupRow),
    ],
  }
}

/** What both kinds of campaign add up to; Performance Max is not asked for installs. */
const totalWithMax: AskedTotal = {
  fetch: (context) => [
    query(context, context.account.id, selectDays(context, 'campaign', MAX_METRICS, [ofChannels(APP, MAX)])),
  ],
}

const adGroups = report(
  {
    id: 'ad-groups',
    label: 'App campaigns by ad group',
    byDefault: true,
    grain: ['app', 'os', 'campaign', 'ad_group'],
    total,
  },
  'ad_group',
  [...CAMPAIGN, ...AD_GROUP, ...METRICS],
)

const assetViews = report(
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
)

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

/** The reports: App campaigns, and Performance Max campaigns beside them where somebody asks for those. */
export const streams: readonly Stream[] = [
  adGroups,
  assetViews,
  withMax(
    adGroups,
    {
      id: 'all-groups',
      label: 'App campaigns by ad group, Performance Max campaigns by asset group',
      layout: searchAllGroups,
      total: totalWithMax,
    },
    'asset_group',
    [...MAX_CAMPAIGN, ...ASSET_GROUP, ...MAX_METRICS],
  ),
  withMax(
    assetViews,
    {
      id: 'all-assets',
      label: 'Videos, images and HTML5 of App and Performance Max campaigns',
      layout: searchAllAssets,
    },
    'asset_group_asset',
    [
      ...MAX_CAMPAIGN,
      ...ASSET_GROUP,
      'asset_group_asset.field_type',
      ...ASSET.filter((field) => field.startsWith('asset.')),
      ...MAX_METRICS,
    ],
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
]
