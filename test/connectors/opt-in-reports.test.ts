import { afterEach, expect, test } from 'vitest'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { openRecorded, type RecordedProject } from './open-recorded.ts'
import { openRecordedSource } from './recorded-source.ts'
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

test.each([
  ['meta', ['700100200300', '9c3f0a'], ['video.xx.fbcdn.net', 'scontent.xx.fbcdn.net']],
  [
    'tiktok',
    ['v10033g50000abc', 'ad-site-i18n-sg/image2'],
    ['v16m-default.tiktokcdn.com', 'p16-ad.tiktokcdn.com'],
  ],
  ['snapchat', ['cr-1'], ['storage.googleapis.com']],
])('%s tells files whose addresses end soon beside the rows', async (source, creatives, hosts) => {
  const recording = readRecording(source)
  if (recording === null) throw new Error('no recording')
  const own = await openRecordedSource(source, recording)
  const { files, rows } = await own.sync()
  await own.close()
  expect(Object.keys(files)).toEqual(creatives)
  expect(Object.values(files).map((url) => new URL(url).host)).toEqual(hosts)
  expect(rows.join()).not.toMatch(/PLANTED-link|permille_file/)
})

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

test('Google adds Performance Max campaigns to App campaigns, by asset group and by asset', async () => {
  const host = 'googleads.googleapis.com'
  const path = '/v25/customers/2223334445/googleAds:search'
  const max = {
    campaign: { id: '911', name: 'MAX_US', status: 'ENABLED' },
    assetGroup: { id: '92', name: 'Spring', status: 'ENABLED' },
    segments: { date: '2026-11-18' },
    metrics: { impressions: '700', clicks: '7', costMicros: '3000000', conversions: 2 },
  }
  const fieldMask = 'metrics.impressions,metrics.clicks,metrics.costMicros,metrics.conversions'
  const both = ["IN ('MULTI_CHANNEL', 'PERFORMANCE_MAX')", "'2026-11-13'"]
  const groups = await synced('google-ads', 'all-groups', [
    answered(
      path,
      { results: [{ metrics: { impressions: '54820', clicks: '2407', costMicros: '663170000' } }] },
      { host, holds: ['FROM campaign WHERE', ...both] },
    ),
    answered(
      path,
      { results: [max], fieldMask },
      { host, holds: ['FROM asset_group WHERE', "= 'PERFORMANCE_MAX'", "'2026-11-13'"] },
    ),
  ])
  expect(await groups('ad_group', 'impressions,clicks,spend')).toEqual([
    ['ASMR', 51120, 2310, 628.92],
    ['Fail', 3000, 90, 31.25],
    ['Spring', 700, 7, 3],
  ])
  // Installs are asked of App campaigns only; a report that counts them shows 0 for the others.
  expect(await groups('objective', 'impressions,installs')).toEqual([
    ['APP_CAMPAIGN', 54120, 207.5],
    ['PERFORMANCE_MAX', 700, 0],
  ])
  await project?.close()
  const asset = {
    id: '95',
    type: 'YOUTUBE_VIDEO',
    youtubeVideoAsset: { youtubeVideoId: 'ZyXwVuTsRqP', youtubeVideoTitle: 'Spring 15s' },
  }
  const assets = await synced('google-ads', 'all-assets', [
    answered(
      path,
      { results: [{ ...max, asset, assetGroupAsset: { fieldType: 'YOUTUBE_VIDEO' } }], fieldMask },
      {
        host,
        holds: ['FROM asset_group_asset WHERE', "= 'PERFORMANCE_MAX'", 'asset.type IN', "'2026-11-13'"],
      },
    ),
  ])
  expect(await assets('creative', 'impressions,spend')).toEqual([
    ['ASMR 30s', 45000, 500],
    ['fail_static.png', 30000, 118.42],
    ['Spring 15s', 700, 3],
  ])
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

const X = 'ads-api.x.com'
const X_JOBS = '/12/stats/jobs/accounts/18ce54'
const X_FILES = 'ton.twimg.com'

/** What X answers of a job: `begun` asked for, then each of these states in turn, the last of them for good. */
function xJob(when: Readonly<Record<string, string>>, id: string, ...states: readonly string[]) {
  const file = `https://${X_FILES}/advertiser-api-async-analytics/${id}.json.gz`
  return [
    answered(
      X_JOBS,
      { data: { id_str: id, status: 'QUEUED', url: null } },
      { host: X, method: 'POST', query: { entity: 'PROMOTED_TWEET', entity_ids: 'pt001,pt002', ...when } },
    ),
    ...states.map((status, place) => ({
      ...answered(
        X_JOBS,
        { data: [{ id_str: id, status, url: status === 'SUCCESS' ? file : null }] },
        { host: X, method: 'GET', query: { job_ids: id } },
      ),
      ...(place + 1 < states.length ? { times: 1 } : {}),
    })),
  ]
}

const xFile = (id: string, data: unknown, length = 7) =>
  answered(
    `/advertiser-api-async-analytics/${id}.json.gz`,
    { data_type: 'stats', time_series_length: length, data },
    { host: X_FILES },
  )

const X_WEEK = { start_time: '2026-11-13T08:00:00Z', end_time: '2026-11-20T08:00:00Z' }
const X_NOTHING = [
  ...xJob({ placement: 'PUBLISHER_NETWORK' }, '900', 'SUCCESS'),
  xFile('900', [{ id: 'pt001', id_data: [{ segment: null, metrics: { impressions: null } }] }]),
]

test('X splits posts by country in a report that it prepares', async () => {
  const segmentOf = (name: string, impressions: number) => ({
    segment: { segment_name: name, segment_value: `place-${name}` },
    metrics: {
      impressions: [0, 0, 0, 0, 0, impressions, 0],
      billed_charge_local_micro: [0, 0, 0, 0, 0, impressions * 10_000, 0],
    },
  })
  const when = { ...X_WEEK, placement: 'ALL_ON_TWITTER', segmentation_type: 'LOCATIONS' }
  const ask = await synced('x-ads', 'countries', [
    ...xJob(when, '901', 'QUEUED', 'PROCESSING', 'SUCCESS'),
    xFile('901', [{ id: 'pt001', id_data: [segmentOf('United States', 700), segmentOf('Germany', 300)] }]),
    ...X_NOTHING,
  ])
  expect(await ask('country', 'impressions,spend')).toEqual([
    ['US', 700, 7],
    ['DE', 300, 3],
  ])
  // The address of a file carries its own permission.
  const { seen } = project?.replay ?? { seen: [] }
  expect(seen.filter(({ host }) => host === X_FILES).map(({ headers }) => headers.authorization)).toEqual([
    undefined,
    undefined,
  ])
})

test('X prepares the rows it also answers at once; what failed is asked for in halves, what is gone again', async () => {
  const recording = readRecording('x-ads')
  if (recording === null) throw new Error('no recording')
  const answers = recording.exchanges.find(({ name }) => name === 'week 3')?.answer
  if (answers === undefined) throw new Error('no week 3')
  const read = async (report: string, exchanges: readonly RecordedExchange[]) => {
    const own = await openRecordedSource('x-ads', { ...recording, reports: [report], since: SINCE })
    own.replay.prepend(exchanges)
    const brought = await own.sync()
    const { unmatched } = own.replay
    await own.close()
    expect([brought.problems, unmatched]).toEqual([[], []])
    return brought.rows.map((row) => row.replace(report, ''))
  }
  const expected = await read('posts', [])
  expect(expected.length).toBeGreaterThan(0)
  const when = { ...X_WEEK, placement: 'ALL_ON_TWITTER' }
  const file = (id: string): RecordedExchange => ({ ...xFile(id, []), answer: answers })
  const gone: RecordedExchange = {
    ...xFile('902', []),
    times: 1,
    answer: { status: 404, headers: {}, body: 'not found' },
  }
  const whole = [...xJob(when, '902', 'PROCESSING', 'SUCCESS'), gone, file('902'), ...X_NOTHING]
  expect(await read('prepared-posts', whole)).toEqual(expected)
  const failed = await read('prepared-posts', [
    ...xJob(when, '903', 'FAILED'),
    ...xJob({ ...when, end_time: '2026-11-16T08:00:00Z' }, '904', 'SUCCESS'),
    ...xJob({ ...when, start_time: '2026-11-16T08:00:00Z' }, '905', 'SUCCESS'),
    ...['904', '905'].map((id) =>
      xFile(id, [{ id: 'pt001', id_data: [{ segment: null, metrics: { impressions: [1, 2, 3, 4] } }] }], 4),
    ),
    ...X_NOTHING,
  ])
  expect(failed.map((row) => /"date":"([^"]+)"/.exec(row)?.[1])).toContain('2026-11-19')
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
