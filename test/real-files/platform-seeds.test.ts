import { expect, test } from 'vitest'
import { commandProject } from '../support/command-project.ts'
import { countTotals, csvText } from '../support/count-rows.ts'
import { requirement } from '../support/requirement.ts'
import { sharedData } from '../support/shared-data.ts'

/** File → source and the SQL of each field, micros divided. */
const SEEDS: Readonly<Record<string, readonly [string, Readonly<Record<string, string>>]>> = {
  apple_search_ad_group_report_data: [
    'apple-ads',
    {
      impressions: 'impressions',
      clicks: 'taps',
      spend: 'local_spend_amount',
      'event.install': 'conversions',
      'event.new_download': 'new_downloads',
    },
  ],
  apple_search_search_term_report_data: [
    'apple-ads',
    {
      impressions: 'impressions',
      clicks: 'taps',
      spend: 'local_spend_amount',
      'event.install': 'conversions',
    },
  ],
  facebook_ads_basic_ad_data: [
    'meta',
    { impressions: 'impressions', clicks: 'inline_link_clicks', spend: 'spend' },
  ],
  google_ads_account_stats_data: [
    'google-ads',
    {
      impressions: 'impressions',
      clicks: 'clicks',
      spend: 'cost_micros / 1e6',
      'event.conversion': 'conversions',
    },
  ],
  google_ads_ad_stats_data: [
    'google-ads',
    { impressions: 'impressions', spend: 'cost_micros / 1e6', 'value.conversion': 'conversions_value' },
  ],
  pinterest_campaign_report_data: [
    'pinterest',
    {
      impressions: 'impression_1',
      clicks: 'clickthrough_1',
      spend: 'spend_in_micro_dollar / 1e6',
      'event.conversion': 'total_conversions',
    },
  ],
  reddit_ads_account_report_data: [
    'reddit',
    {
      impressions: 'impressions',
      clicks: 'clicks',
      spend: 'spend / 1e6',
      video_100: 'video_watched_100_percent',
    },
  ],
  snapchat_ad_hourly_report_data: [
    'snapchat',
    { impressions: 'impressions', clicks: 'swipes', spend: 'spend / 1e6' },
  ],
  tiktok_campaign_country_report_data: [
    'tiktok',
    { impressions: 'impressions', clicks: 'clicks', spend: 'spend', 'event.conversion': 'conversion' },
  ],
  tiktok_ad_report_hourly_data: [
    'tiktok',
    { impressions: 'IMPRESSIONS', clicks: 'CLICKS', spend: 'SPEND', video_plays: 'VIDEO_PLAY_ACTIONS' },
  ],
  twitter_promoted_tweet_report_data: [
    'x-ads',
    { impressions: 'impressions', clicks: 'url_clicks', spend: 'billed_charge_local_micro / 1e6' },
  ],
  twitter_campaign_report_data: [
    'x-ads',
    { impressions: 'impressions', spend: 'billed_charge_local_micro / 1e6', engagements: 'engagements' },
  ],
}

const path = (seed: string) => sharedData(`fivetran-ad-seeds/${seed}.csv`)

requirement('shared-data').describe('reports in the schemas of the platforms’ interfaces', () => {
  test('are recognised and stored with totals equal to a plain count', async () => {
    const project = commandProject()
    try {
      const files = await project.importFiles(Object.keys(SEEDS).map(path))
      expect(files).toHaveLength(Object.keys(SEEDS).length)
      for (const [seed, [source, fields]] of Object.entries(SEEDS)) {
        const report = files.find(({ file }) => file === `${seed}.csv`)
        expect(report, seed).toMatchObject({ status: 'stored', source })
        expect(report?.rows.quarantined, seed).toBe(0)
        const sums = Object.entries(fields).map(
          ([field, sql]) => `sum(${sql.replace(/^\w+/, (column) => `"${column}"::DOUBLE`)}) AS "${field}"`,
        )
        const counted = await countTotals(
          `SELECT count(*) AS rows, ${sums.join(', ')} FROM ${csvText(path(seed))}`,
        )
        expect(report?.rows.stored, seed).toBe(counted.rows)
        for (const field of Object.keys(fields))
          expect(report?.totals[field], `${seed} ${field}`).toBeCloseTo(counted[field] ?? Number.NaN, 5)
      }
      const answer = await project.query(
        '--metrics',
        'impressions,spend',
        '--by',
        'network',
        '--where',
        'network = snapchat',
      )
      expect(answer.totals).toEqual({ impressions: 362_452, spend: 2513.448305 })
    } finally {
      project.folder.remove()
    }
  })
})
