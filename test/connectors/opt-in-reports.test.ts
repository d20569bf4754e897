import { afterEach, expect, test } from 'vitest'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { openRecorded, type RecordedProject } from './open-recorded.ts'
import { type RecordedExchange, readRecording } from './recording.ts'

/** The first day of the last week of every recording. */
const SINCE = '2026-11-13'

let project: RecordedProject | null = null
afterEach(async () => {
  await project?.close()
  project = null
})

/** Syncs one report of a source that is read only when asked for, with these answers before the usual ones. */
async function synced(source: string, report: string, exchanges: readonly RecordedExchange[], since = SINCE) {
  const recording = readRecording(source)
  if (recording === null) throw new Error('no recording')
  const own = await openRecorded(source, { ...recording, reports: [report], since })
  project = own
  own.replay.prepend(exchanges)
  const answer = await own.sync()
  expect(answer.problems).toEqual([])
  expect(answer.unknownColumns).toEqual([])
  expect(own.replay.unmatched).toEqual([])
  return async (by: string, metrics: string) => {
    const { rows } = QueryAnswer.parse(await own.ask('query', { metrics, by }))
    return rows.map((row) => [row[by], ...metrics.split(',').map((metric) => row[metric])])
  }
}

function answered(
  path: string,
  body: unknown,
  more: Partial<RecordedExchange['when']> & { readonly host: string },
): RecordedExchange {
  const when = { path, query: {}, without: [], holds: [], headers: {}, ...more }
  return { when, answer: { status: 200, headers: {}, body } }
}

test('Google names conversion actions, and the countries of numbers', async () => {
  const host = 'googleads.googleapis.com'
  const path = '/v25/customers/2223334445/googleAds:search'
  const campaign = { id: '111', name: 'PZL' }
  const ask = await synced('google-ads', 'conversion-actions', [
    answered(
      path,
      {
        results: [
          ['First open', 198, 0],
          ['Purchase', 12, 31.5],
        ].map(([conversionActionName, conversions, conversionsValue]) => ({
          campaign,
          adGroup: { id: '222', name: 'ASMR' },
          segments: { date: '2026-11-18', conversionActionName },
          metrics: { conversions, conversionsValue },
        })),
        fieldMask: 'metrics.conversions,metrics.conversionsValue',
      },
      { host, holds: ['segments.conversion_action_name', "'2026-11-13'"] },
    ),
  ])
  expect(await ask('campaign', 'event.Purchase,value.Purchase')).toEqual([['PZL', 12, 31.5]])
  await project?.close()
  const byCountry = await synced('google-ads', 'countries', [
    answered(
      path,
      { results: [{ geoTargetConstant: { id: '2276', countryCode: 'DE' } }] },
      { host, holds: ['geo_target_constant.id IN (2276)'] },
    ),
    answered(
      path,
      {
        results: [
          {
            campaign,
            geographicView: { countryCriterionId: '2276' },
            segments: { date: '2026-11-18' },
            metrics: { impressions: '500', clicks: '5', costMicros: '1500000' },
          },
        ],
      },
      { host, holds: ['FROM geographic_view', "'2026-11-13'"] },
    ),
  ])
  expect(await byCountry('country', 'impressions,spend')).toEqual([['DE', 500, 1.5]])
})

test('TikTok tells revenue by day after the install', async () => {
  const row = {
    dimensions: { ad_id: '1800000000000001', stat_time_day: '2026-11-18 00:00:00' },
    metrics: {
      campaign_id: '17',
      campaign_name: 'PZL_US',
      app_install: '100',
      total_purchase_value_day0: '5',
      total_purchase_value_day6: '20',
      ad_impression_ad_revenue_day0: '1',
      ad_impression_ad_revenue_day6: '4.5',
      day7_retention: '11',
    },
  }
  const host = 'business-api.tiktok.com'
  const path = '/open_api/v1.3/report/integrated/get/'
  const page_info = { page: 1, page_size: 1000, total_number: 1, total_page: 1 }
  const ask = await synced('tiktok', 'ad-cohorts', [
    answered(
      path,
      { code: 0, data: { list: [row], page_info } },
      { host, query: { start_date: '2026-11-18' } },
    ),
    answered(path, { code: 0, data: { list: [], page_info: { ...page_info, total_page: 0 } } }, { host }),
  ])
  // Day 6 of this cohort was not over when it was asked for.
  expect(await ask('campaign', 'installs,value.purchase.d0,revenue_d0,value.purchase.d6')).toEqual([
    ['PZL_US', 100, 5, 6, null],
  ])
})

test('Meta tells single videos of dynamic ads apart', async () => {
  const host = 'graph.facebook.com'
  const row = (video_id: string, impressions: string) => ({
    ad_id: '1',
    ad_name: 'Dynamic',
    date_start: '2026-11-18',
    date_stop: '2026-11-18',
    impressions,
    spend: '2.5',
    video_asset: { id: '9', video_id, video_name: `Hook ${video_id}` },
  })
  const ask = await synced('meta', 'videos', [
    answered('/v26.0/6023920149102/insights', { data: [row('71', '300'), row('72', '500')] }, { host }),
  ])
  expect(project?.replay.seen.some(({ query }) => query.get('breakdowns') === 'video_asset')).toBe(true)
  expect(await ask('creative', 'impressions,spend')).toEqual([
    ['Hook 72', 500, 2.5],
    ['Hook 71', 300, 2.5],
  ])
})

test('Snapchat and Reddit split ads by country', async () => {
  const day = { start_time: '2026-11-18T00:00:00.000-08:00', end_time: '2026-11-19T00:00:00.000-08:00' }
  const dimension_stats = [
    { country: 'us', impressions: 700, swipes: 7, spend: 3_000_000 },
    { country: 'de', impressions: 300, swipes: 3, spend: 1_000_000 },
  ]
  const stat = { breakdown_stats: { ad: [{ id: 'ad-1', timeseries: [{ ...day, dimension_stats }] }] } }
  const snapchat = await synced('snapchat', 'countries', [
    answered(
      '/v1/adaccounts/acc-1/stats',
      {
        request_status: 'SUCCESS',
        timeseries_stats: [{ sub_request_status: 'SUCCESS', timeseries_stat: stat }],
      },
      { host: 'adsapi.snapchat.com', query: { report_dimension: 'country' } },
    ),
  ])
  expect(await snapchat('country', 'impressions,spend')).toEqual([
    ['US', 700, 3],
    ['DE', 300, 1],
  ])
  await project?.close()
  const metrics = [
    { ad_id: 't6_x', date: '2026-11-18', country: 'US', impressions: 700, clicks: 7, spend: 3_000_000 },
  ]
  const reddit = await synced('reddit', 'countries', [
    answered(
      '/api/v3/ad_accounts/a2_123456/reports',
      { data: { metrics }, pagination: {} },
      { host: 'ads-api.reddit.com', holds: ['"COUNTRY"', '"starts_at":"2026-11-13'] },
    ),
  ])
  expect(await reddit('country', 'impressions,spend')).toEqual([['US', 700, 3]])
})

test('Apple tells keywords', async () => {
  const metadata = {
    id: 9,
    keyword: 'merge puzzle',
    matchType: 'EXACT',
    campaignId: 444001,
    adGroupId: 555001,
  }
  const day = { date: '2026-11-18', localSpend: { amount: '2.5', currency: 'USD' }, impressions: 90, taps: 9 }
  const ask = await synced(
    'apple-ads',
    'keywords',
    [
      answered(
        '/v1/reports/apps/keywords/query',
        { result: { rows: [{ metadata, granularMetrics: [day] }] }, pagination: { totalCount: 1 } },
        { host: 'api.ads.apple.com', holds: ['"value":"444001"'] },
      ),
      answered(
        '/v1/reports/apps/keywords/query',
        { result: { rows: [] }, pagination: { totalCount: 0 } },
        { host: 'api.ads.apple.com' },
      ),
    ],
    '2026-11-06',
  )
  expect(await ask('tag.keyword', 'impressions,spend')).toEqual([['merge puzzle', 90, 2.5]])
})
