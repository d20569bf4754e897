import type { ExportLayout, LayoutColumn, LayoutColumnPattern } from '#connectors/kit/export-layout.ts'
import { COUNTED } from './aggregate-columns.ts'

/** Columns of every raw-data report that permille reads. */
export const RAW_COLUMNS: readonly LayoutColumn[] = [
  { field: 'touch_type', headers: ['Attributed Touch Type'] },
  { field: 'touch_time', headers: ['Attributed Touch Time'] },
  { field: 'install_time', headers: ['Install Time'] },
  { field: 'event_time', headers: ['Event Time'] },
  { field: 'event_name', headers: ['Event Name'] },
  { field: 'event_value', headers: ['Event Revenue'] },
  { field: 'currency', headers: ['Event Revenue Currency'] },
  { field: 'network', headers: ['Media Source'] },
  { field: 'tag.agency', headers: ['Partner'] },
  { field: 'tag.channel', headers: ['Channel'] },
  { field: 'tag.keyword', headers: ['Keywords'] },
  { field: 'campaign', headers: ['Campaign', 'Campaign Name'] },
  { field: 'campaign_id', headers: ['Campaign ID'] },
  { field: 'ad_group', headers: ['Adset', 'Adset Name'] },
  { field: 'ad_group_id', headers: ['Adset ID'] },
  { field: 'ad', headers: ['Ad', 'Ad Name'] },
  { field: 'ad_id', headers: ['Ad ID'] },
  { field: 'format', headers: ['Ad Type'] },
  { field: 'site', headers: ['Site ID'] },
  { field: 'tag.sub_site', headers: ['Sub Site ID'] },
  { field: 'country', headers: ['Country Code'] },
  { field: 'region', headers: ['State'] },
  { field: 'device_key', headers: ['AppsFlyer ID'] },
  { field: 'address_key', headers: ['IP'] },
  { field: 'os', headers: ['Platform'] },
  { field: 'device_model', headers: ['Device Model', 'Device Type'] },
  { field: 'os_version', headers: ['OS Version'] },
  { field: 'app', headers: ['App ID', 'App Name', 'Bundle ID'] },
  { field: 'tag.app_version', headers: ['App Version'] },
  { field: 'placement', headers: ['Placement'] },
  { field: 'store_page', headers: ['Store Product Page'] },
  {
    field: 'objective',
    headers: ['Is Retargeting', 'Campaign Type', 'Conversion Type', 'Retargeting Conversion Type'],
  },
]

/** Reasons a blocked or rejected row gives, the first named header winning. */
export const REJECTION_COLUMN: LayoutColumn = {
  field: 'rejection_reason',
  headers: ['Blocked Reason', 'Rejected Reason', 'Fraud Reason'],
}

/** Column families of raw reports: assisting media sources and the partner's own parameters. */
const RAW_PATTERNS: readonly LayoutColumnPattern[] = [
  { pattern: /^Contributor [123] Media Source$/i, field: 'contributor' },
  { pattern: /^Sub Param ([1-5])$/i, field: 'tag.sub_param_$1' },
]

/** Columns that carry identifiers of a device, a person or an address, or free text that may. */
const RAW_IDENTIFIERS: readonly string[] = [
  'AppsFlyer ID',
  'Advertising ID',
  'IDFA',
  'IDFV',
  'Android ID',
  'Amazon Fire ID',
  'OAID',
  'IMEI',
  'Customer User ID',
  'IP',
  'Postal Code',
  'User Agent',
  'HTTP Referrer',
  'Original URL',
  'Google Play Referrer',
  'Event Value',
  'Custom Data',
  'Custom Dimension',
  'Deeplink URL',
]

/** Columns of raw reports that carry nothing permille keeps. */
const RAW_IGNORED: readonly (string | RegExp)[] = [
  'Event Revenue USD',
  'Event Source',
  'Is Receipt Validated',
  'Cost Model',
  'Cost Value',
  'Cost Currency',
  'Region',
  'City',
  'DMA',
  'WIFI',
  'Operator',
  'Carrier',
  'Language',
  'SDK Version',
  'Attribution Lookback',
  'Reengagement Window',
  'Is Primary Attribution',
  'Match Type',
  'Engagement Type',
  'Google Play Click Time',
  'Google Play Install Begin Time',
  'Device Category',
  'Device Download Time',
  'Install App Store',
  'Store Reinstall',
  'Keyword ID',
  'Network Account ID',
  'Is LAT',
  'ATT',
  'Monetization Network',
  'Mediation Network',
  'Ad Unit',
  'Segment',
  'Impressions',
  /^contributor [123] (?:partner|campaign|touch type|touch time|match type|engagement type)$/,
  /^(?:blocked|rejected|fraud) (?:sub )?reason(?: value| rule)?$/,
]

/** Headers only AppsFlyer's raw reports carry. */
export const RAW_DISTINCTIVE: readonly string[] = [
  'Attributed Touch Type',
  'AppsFlyer ID',
  'Attribution Lookback',
  'Contributor 1 Media Source',
]

/** What every raw-data report is. */
export const RAW = {
  ...COUNTED,
  grain: 'touch',
  columns: RAW_COLUMNS,
  patterns: RAW_PATTERNS,
  identifiers: RAW_IDENTIFIERS,
  ignored: RAW_IGNORED,
} as const satisfies Partial<ExportLayout>
