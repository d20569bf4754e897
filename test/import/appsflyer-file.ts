export interface AggregateRow {
  readonly day: string
  readonly source: string
  readonly campaign?: string
  readonly installs: number
  readonly impressions?: number
}

/** An invented AppsFlyer export of partners by date. */
export function appsflyerByDate(rows: readonly AggregateRow[]): string {
  const header =
    'Date,Agency/PMD (af_prt),Media Source (pid),Campaign (c),Impressions,Clicks,CTR,Installs,Conversion Rate,Sessions,Loyal Users,Loyal Users/Installs,Total Revenue,Total Cost,ROI,ARPU,Average eCPI'
  const lines = rows.map(
    ({ day, source, campaign = 'None', installs, impressions = 0 }) =>
      `${day},None,${source},${campaign},${impressions},0,0,${installs},0,0,0,0,0,0,N/A,0,0`,
  )
  return `${[header, ...lines].join('\n')}\n`
}

export interface InstallRow {
  readonly day: string
  readonly source: string
  readonly campaign?: string
}

/** Values no file of a project may hold after an import: one device's, person's and address's. */
export const PLANTED = {
  'AppsFlyer ID': '1759620000000-7777001',
  'Advertising ID': 'deadbeef-0000-4000-8000-00000000cafe',
  IDFA: 'A1B2C3D4-FEED-4BAD-9BAD-0123456789AB',
  'Customer User ID': 'person-4711-secret',
  IP: '198.51.100.77',
  'Postal Code': '97999',
  'Original URL': 'https://click.example/?gaid=planted-in-url',
} as const

const RAW = [
  'Attributed Touch Type',
  'Attributed Touch Time',
  'Install Time',
  'Event Time',
  'Event Name',
  'Media Source',
  'Campaign',
  'Platform',
  'App ID',
  ...Object.keys(PLANTED),
]

/** An invented AppsFlyer raw log of installs, every row with the planted identifiers; blocked ones with a reason. */
export function rawInstalls(rows: readonly InstallRow[], blockedReason?: string): string {
  const lines = rows.map(({ day, source, campaign = 'C' }) =>
    [
      'click',
      `${day} 10:00:00`,
      `${day} 11:30:00`,
      `${day} 11:30:00`,
      'install',
      source,
      campaign,
      'ios',
      'id600000001',
      ...Object.values(PLANTED),
      ...(blockedReason === undefined ? [] : [blockedReason]),
    ].join(','),
  )
  const header = [...RAW, ...(blockedReason === undefined ? [] : ['Blocked Reason'])]
  return `${[header.join(','), ...lines].join('\n')}\n`
}
