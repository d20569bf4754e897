import { describe, expect, it } from 'vitest'
import { parseFieldTarget } from '#schema/field-target.ts'
import { guessMapping } from './guess-mapping.ts'

function guess(table: Record<string, string | string[]>): Record<string, string | null> {
  const headers = Object.keys(table)
  const cells = Object.values(table).map((cell) => (Array.isArray(cell) ? cell : [cell]))
  const height = Math.max(...cells.map(({ length }) => length))
  const rows = Array.from({ length: height }, (_, row) => cells.map((column) => column[row] ?? ''))
  const guesses = guessMapping(headers, rows)
  for (const { field, confidence, reason } of guesses) {
    if (field !== null) expect(parseFieldTarget(field)).not.toBeNull()
    expect(confidence > 0).toBe(field !== null)
    expect(reason).not.toBe('')
  }
  return Object.fromEntries(guesses.map(({ header, field }) => [header, field]))
}

describe('guessMapping', () => {
  it('takes a column of numbers for one when a cell of it cannot be read, and says which', () => {
    const rows = ['1000', '10x0', '900'].map((cell, row) => [`2026-03-0${row + 1}`, cell, 'Hook'])
    const [, shown] = guessMapping(['Day', 'Impressions', 'Creative'], rows)
    expect(shown).toMatchObject({
      field: 'impressions',
      reason: expect.stringContaining('10x0 is no number'),
    })
    expect(guess({ Impressions: ['many', 'few', '900'] })).toEqual({ Impressions: 'tag.impressions' })
  })

  it('reads a table of ads without dates', () => {
    expect(
      guess({
        ad_id: '808001',
        xyz_campaign_id: '91',
        fb_campaign_id: '204001',
        age: '30-34',
        gender: 'F',
        interest: '15',
        Impressions: '7100',
        Clicks: '3',
        Spent: '1.43',
        Total_Conversion: '2',
        Approved_Conversion: '1',
      }),
    ).toEqual({
      ad_id: 'ad_id',
      xyz_campaign_id: 'campaign_id',
      fb_campaign_id: 'tag.fb_campaign_id',
      age: 'age',
      gender: 'gender',
      interest: 'interest',
      Impressions: 'impressions',
      Clicks: 'clicks',
      Spent: 'spend',
      Total_Conversion: 'event.conversion',
      Approved_Conversion: 'event.approved_conversion',
    })
  })

  it('reads a table of headline tests', () => {
    expect(
      guess({
        clickability_test_id: 'ab12cd',
        headline: 'A Lighthouse Keeper Tries Something New',
        lede: '<p>Once</p>',
        impressions: '3900',
        clicks: '140',
        significance: '38.6',
        winner: 'false',
        ctr: '0.0363',
      }),
    ).toEqual({
      clickability_test_id: 'tag.clickability_test_id',
      headline: 'creative',
      lede: 'tag.lede',
      impressions: 'impressions',
      clicks: 'clicks',
      significance: null,
      winner: 'tag.winner',
      ctr: null,
    })
  })

  it('reads a programmatic report', () => {
    expect(
      guess({
        date: '2026-11-15',
        advertiser_id: '21',
        advertiser_name: 'Lantern',
        campaign_id: '10',
        campaign_name: 'Prospecting',
        media_type: 'native',
        creative_id: '62',
        creative_name: 'Moth',
        creative_size: '300x250',
        landing_page: 'Find a harbor',
        province: 'ON',
        device_type: 'Mobile (Web)',
        demo_gender: 'Female',
        demo_age: '25-34',
        audience_name: 'Sailors',
        spend: '12.5',
        impressions: '1600',
        engagements: '38',
        conversions: '0',
        video_started: '7',
        video_completed_25: '5',
        video_completed: '1',
      }),
    ).toMatchObject({
      date: 'day',
      advertiser_name: 'account',
      campaign_name: 'campaign',
      media_type: 'format',
      creative_name: 'creative',
      creative_size: 'tag.creative_size',
      landing_page: 'landing_page',
      province: 'region',
      device_type: 'device',
      demo_gender: 'gender',
      demo_age: 'age',
      audience_name: 'audience',
      engagements: 'engagements',
      conversions: 'event.conversion',
      video_started: 'video_plays',
      video_completed_25: 'video_25',
      video_completed: 'video_100',
    })
  })

  it('reads a placement report with decorated headers and spreadsheet dates', () => {
    expect(
      guess({
        Site: '',
        Dimensions: '',
        'Creative Name': 'Product_KSP',
        'Placement: Site_Dimensions_ID': 'Site A_160 x 600',
        Date: '46150',
        '#Impressions': '7366',
        Clicks: '69',
        '25% viewed': '60',
        '100% viewed': '12',
        'Cost Method': 'CPM',
      }),
    ).toEqual({
      Site: 'site',
      Dimensions: 'tag.dimensions',
      'Creative Name': 'creative',
      'Placement: Site_Dimensions_ID': 'placement',
      Date: 'day',
      '#Impressions': 'impressions',
      Clicks: 'clicks',
      '25% viewed': 'video_25',
      '100% viewed': 'video_100',
      'Cost Method': 'tag.cost_method',
    })
  })

  it('does not take a day of the month for a date', () => {
    expect(
      guess({
        month: ['April', 'April'],
        day: ['1', '30'],
        campaign_number: 'camp 1',
        user_engagement: 'High',
        banner: '160 x 600',
        placement: 'abc',
        displays: '4',
        cost: '0.006',
        clicks: '0',
        revenue: '0',
        post_click_conversions: '2',
        post_click_sales_amount: '9.5',
      }),
    ).toEqual({
      month: 'tag.month',
      day: null,
      campaign_number: 'campaign',
      user_engagement: 'tag.user_engagement',
      banner: 'creative',
      placement: 'placement',
      displays: 'impressions',
      cost: 'spend',
      clicks: 'clicks',
      revenue: 'value.revenue',
      post_click_conversions: 'event.conversion',
      post_click_sales_amount: 'value.conversion',
    })
  })

  it('reads a platform column by its values', () => {
    expect(guess({ platform: ['Facebook', 'TikTok'], spend: '1' })).toMatchObject({ platform: 'network' })
    expect(guess({ platform: ['ios', 'android'], spend: '1' })).toMatchObject({ platform: 'os' })
  })

  it('believes cells that are networks or operating systems before a header that says otherwise', () => {
    expect(
      guess({
        date: ['2026-04-29', '2026-04-29', '2026-04-30', '2026-04-30'],
        device_type: ['IOS', 'ANDROID', 'IOS', 'IOS'],
        advertiser: ['Facebook Ads', 'googleadwords_int', 'pinterest_int', 'Lantern'],
        campaign_type: ['Evergreen', 'Other', 'Other', 'Other'],
        spend: '29.42',
        impressions: '8000.0',
        clicks: '100.0',
        installs: '31',
      }),
    ).toMatchObject({
      device_type: 'os',
      advertiser: 'network',
      impressions: 'impressions',
      installs: 'event.install',
    })
    expect(guess({ device_type: ['iPhone', 'Tablet'], advertiser: ['Lantern', 'Facebook'] })).toEqual({
      device_type: 'device',
      advertiser: 'account',
    })
    expect(guess({ network: 'Facebook', campaign: ['Facebook', 'TikTok'], os: 'iOS' })).toEqual({
      network: 'network',
      campaign: 'campaign',
      os: 'os',
    })
  })

  it('keeps the headline a tag where a column names the creative', () => {
    expect(guess({ creative_name: 'Moth', headline: 'Level up' })).toEqual({
      creative_name: 'creative',
      headline: 'tag.headline',
    })
  })
})
