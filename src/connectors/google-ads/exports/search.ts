import type { ExportLayout } from '#connectors/kit/export-layout.ts'

/** Rows of the Google Ads API: fields of the query language as JSON names them. */
export const search: ExportLayout = {
  id: 'search',
  label: 'Google Ads API',
  grain: 'aggregate',
  signature: {
    required: ['day', 'impressions', 'spend'],
    distinctive: ['segments.date', 'metrics.costMicros', 'adGroup.id', 'campaign.id'],
  },
  columns: [
    { field: 'day', headers: ['segments.date'] },
    { field: 'account', headers: ['customer.id'] },
    { field: 'app', headers: ['campaign.appCampaignSetting.appId'] },
    { field: 'os', headers: ['os'] },
    { field: 'campaign', headers: ['campaign.name'] },
    { field: 'campaign_id', headers: ['campaign.id'] },
    { field: 'status.campaign', headers: ['campaign.status'] },
    { field: 'objective', headers: ['campaign.advertisingChannelSubType'] },
    { field: 'optimisation_goal', headers: ['campaign.appCampaignSetting.biddingStrategyGoalType'] },
    { field: 'ad_group', headers: ['adGroup.name'] },
    { field: 'ad_group_id', headers: ['adGroup.id'] },
    { field: 'status.ad_group', headers: ['adGroup.status'] },
    { field: 'creative', headers: ['asset_name'] },
    { field: 'creative_id', headers: ['asset.id'] },
    { field: 'asset_url.creative', headers: ['asset_address'] },
    { field: 'format', headers: ['asset.type'] },
    { field: 'placement', headers: ['adGroupAdAssetView.fieldType'] },
    { field: 'tag.performance', headers: ['adGroupAdAssetView.performanceLabel'] },
    { field: 'country', headers: ['country'] },
    { field: 'currency', headers: ['customer.currencyCode'] },
    { field: 'impressions', headers: ['metrics.impressions'] },
    { field: 'clicks', headers: ['metrics.clicks'] },
    { field: 'spend', headers: ['metrics.costMicros'], unit: 'micros' },
    { field: 'installs', headers: ['metrics.biddableAppInstallConversions'] },
    { field: 'event.in_app_action', headers: ['metrics.biddableAppPostInstallConversions'] },
    { field: 'event.conversion', headers: ['metrics.conversions'] },
    { field: 'value.conversion', headers: ['metrics.conversionsValue'] },
  ],
  constants: { network: 'Google Ads' },
  basis: 'network',
  attribution: 'all',
  dateBasis: 'touch',
  ignored: [
    'campaign.appCampaignSetting.appStore',
    'campaign.advertisingChannelType',
    'adGroupAdAssetView.enabled',
    'asset.name',
    'asset.imageAsset.fullSize.url',
    'geographicView.countryCriterionId',
    'geographicView.locationType',
    'metrics.viewThroughConversions',
    /resourcename$/,
    /^asset\.(?:youtubevideoasset|imageasset)\./,
  ],
}

/** Rows by asset: one impression shows several, so they never add up to the ad group. */
export const searchAssets: ExportLayout = { ...search, id: 'search-assets', label: 'Assets', partial: true }

/** App campaigns by ad group and Performance Max campaigns by asset group: more campaigns than `search`, so another report. */
export const searchAllGroups: ExportLayout = {
  ...search,
  id: 'search-all-groups',
  label: 'App and Performance Max campaigns',
}

/** Assets of both kinds of campaign. */
export const searchAllAssets: ExportLayout = {
  ...searchAssets,
  id: 'search-all-assets',
  label: 'Assets of App and Performance Max campaigns',
}

/** Named conversion actions, which nothing delivered can be split by. */
export const searchConversions: ExportLayout = {
  ...search,
  id: 'search-conversions',
  label: 'Conversion actions',
  signature: { ...search.signature, required: ['day', 'event_name', 'event.conversion'] },
  columns: [
    ...search.columns.filter(
      ({ field }) => !/^(?:impressions|clicks|spend|installs|event\.|value\.)/.test(field),
    ),
    { field: 'event_name', headers: ['segments.conversionActionName'] },
    { field: 'event.conversion', headers: ['metrics.conversions'] },
    { field: 'event_value', headers: ['metrics.conversionsValue'] },
  ],
  partial: true,
}
