import { describe, expect, it } from 'vitest'
import { readFixtures } from './read-fixtures.ts'
import { MARGIN, type Recognition, rankLayouts, recognise } from './recognise.ts'

const APPSFLYER_PARTNERS =
  'Date,Agency/PMD (af_prt),Media Source (pid),Campaign (c),Impressions,Clicks,CTR,Installs,Conversion Rate,Sessions,Loyal Users,Loyal Users/Installs,Total Revenue,Total Cost,ROI,ARPU,Average eCPI,af_purchase (Unique users),af_purchase (Event counter),af_purchase (Sales in USD),af_start_trial (Unique users),af_start_trial (Event counter),af_start_trial (Sales in USD)'
const APPSFLYER_RAW =
  'Attributed Touch Type,Attributed Touch Time,Install Time,Event Time,Event Name,Event Value,Event Revenue,Event Revenue Currency,Event Revenue USD,Event Source,Is Receipt Validated,Partner,Media Source,Channel,Keywords,Campaign,Campaign ID,Adset,Adset ID,Ad,Ad ID,Ad Type,Site ID,Sub Site ID,Sub Param 1,Sub Param 2,Sub Param 3,Sub Param 4,Sub Param 5,Cost Model,Cost Value,Cost Currency,Contributor 1 Partner,Contributor 1 Media Source,Contributor 1 Campaign,Contributor 1 Touch Type,Contributor 1 Touch Time,Contributor 2 Partner,Contributor 2 Media Source,Contributor 2 Campaign,Contributor 2 Touch Type,Contributor 2 Touch Time,Contributor 3 Partner,Contributor 3 Media Source,Contributor 3 Campaign,Contributor 3 Touch Type,Contributor 3 Touch Time,Region,Country Code,State,City,Postal Code,DMA,IP,WIFI,Operator,Carrier,Language,AppsFlyer ID,Advertising ID,IDFA,Android ID,Customer User ID,IMEI,IDFV,Platform,Device Type,OS Version,App Version,SDK Version,App ID,App Name,Bundle ID,Is Retargeting,Retargeting Conversion Type,Attribution Lookback,Reengagement Window,Is Primary Attribution,User Agent,HTTP Referrer,Original URL'
const FACEBOOK =
  '\uFEFFDay,Campaign Name,Amount Spent (USD),Impressions,Reach,Link Clicks,Link Clicks [On Ad],Unique Link Clicks,Unique Link Clicks [On Ad],Mobile App Installs,Unique Mobile App Tutorials Completed,Unique Mobile App Purchases,Reporting Starts,Reporting Ends'
const GOOGLE = 'Day,Campaign type,Campaign,Currency,Cost,Impressions,Views,Clicks'
const PINTEREST =
  'Campaign ID,Campaign name,Date,Campaign goal,Ad Format Type,Spend in account currency,Impressions,Clicks,Saves,Closeups,Earned impressions,Earned clicks,Earned saves,Earned closeups,Total website conversions,Website page visit - clicks,Total conversion value,Website signup value - clicks,Total conversion quantity,Conversion quantity from page visits,Buyable Pin in app checkouts,Bonus Spend in account currency,Paid impressions,Paid clicks,Sends,Click Unique Users,Downstream flags,Sum of Installs from all Paid activity,Installs resulting from Paid clicks,Sum of Installs from all Earned activity'

function nameOf(recognition: Recognition): string {
  if (recognition.kind !== 'recognised') return recognition.kind
  return `${recognition.best.connector.source}/${recognition.best.layout.id}`
}

function fieldsOf(headers: string): Record<string, string> {
  const recognition = recognise(headers.split(','))
  if (recognition.kind !== 'recognised') return {}
  return Object.fromEntries(recognition.best.match.columns.map(({ header, field }) => [header, field]))
}

describe('recognise', () => {
  it.each(readFixtures())('knows $source/$layoutId by $path', (fixture) => {
    const recognition = recognise(fixture.headers, fixture.rows)
    expect(nameOf(recognition)).toBe(`${fixture.source}/${fixture.layoutId}`)
    if (recognition.kind !== 'recognised') return
    expect(recognition.margin).toBeGreaterThanOrEqual(MARGIN)
    expect(recognition.best.match.unknown).toEqual([])
  })

  it.each([
    ['appsflyer/partners-by-date', APPSFLYER_PARTNERS],
    ['appsflyer/raw-installs', APPSFLYER_RAW],
    ['meta/ads-manager', FACEBOOK],
    ['google-ads/campaigns', GOOGLE],
    ['pinterest/ads-manager', PINTEREST],
  ])('knows real headers as %s and every column of them', (name, headers) => {
    const recognition = recognise(headers.split(','))
    expect(nameOf(recognition)).toBe(name)
    if (recognition.kind === 'recognised') expect(recognition.best.match.unknown).toEqual([])
  })

  it('reads the real AppsFlyer, Facebook and Google columns for what they are', () => {
    expect(fieldsOf(APPSFLYER_PARTNERS)).toMatchObject({
      Date: 'day',
      'Media Source (pid)': 'network',
      'Campaign (c)': 'campaign',
      'Total Cost': 'spend',
      'Total Revenue': 'value.revenue',
      'af_purchase (Unique users)': 'unique.af_purchase',
      'af_purchase (Event counter)': 'event.af_purchase',
      'af_purchase (Sales in USD)': 'value.af_purchase',
    })
    expect(fieldsOf(FACEBOOK)).toMatchObject({
      '\uFEFFDay': 'day',
      'Link Clicks': 'clicks',
      'Mobile App Installs': 'event.install',
      'Amount Spent (USD)': 'spend',
    })
    expect(fieldsOf(GOOGLE)).toMatchObject({ Views: 'engagements', Currency: 'currency', Cost: 'spend' })
    expect(fieldsOf(PINTEREST)).toMatchObject({
      'Sum of Installs from all Paid activity': 'event.install',
      'Spend in account currency': 'spend',
    })
  })

  it('tells raw installs from raw events by their event names', () => {
    const headers = APPSFLYER_RAW.split(',')
    const row = (event: string) => headers.map((header) => (header === 'Event Name' ? event : ''))
    expect(nameOf(recognise(headers, [row('install'), row('reinstall')]))).toBe('appsflyer/raw-installs')
    expect(nameOf(recognise(headers, [row('install'), row('af_purchase')]))).toBe(
      'appsflyer/raw-in-app-events',
    )
  })

  it('asks about headers several sources share and refuses headers of none', () => {
    expect(recognise(['Date', 'Campaign', 'Impressions', 'Clicks', 'Spend']).kind).toBe('unknown')
    expect(recognise(['test_id', 'headline', 'impressions', 'clicks']).kind).toBe('unknown')
    expect(recognise([]).kind).toBe('unknown')
    const shared = recognise(['Date', 'Campaign name', 'Ad group name', 'Spend', 'Impressions', 'Clicks'])
    expect(shared.kind).not.toBe('recognised')
  })

  it('ranks every layout that fits, best first', () => {
    const scores = rankLayouts(APPSFLYER_PARTNERS.split(',')).map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
  })
})
