import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { countRows, csvText } from '../support/count-rows.ts'
import { findOperation } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { sharedData } from '../support/shared-data.ts'
import { temporaryProject } from '../support/temporary-project.ts'

requirement('shared-data').describe('a Facebook campaign in Brazil, 86 days', () => {
  test('wore out: IPM from 34.5 to 12.5, said in its second week', async () => {
    const rows = await countRows(
      `SELECT date, round(1000 * spend::DOUBLE / cpm::DOUBLE) AS impressions, paid_downloads AS conversions, spend
       FROM ${csvText(sharedData('ios-app-facebook-brazil-2014/ad_data_clean.csv'))} ORDER BY date`,
    )
    const folder = temporaryProject()
    try {
      const lines = rows.map(({ date, impressions, conversions, spend }) =>
        [date, impressions, conversions, spend].join(),
      )
      writeFileSync(
        join(folder.path, 'days.csv'),
        ['date,impressions,conversions,spend', ...lines].join('\n'),
      )
      const { stdout, stderr } = await runPermille(['fatigue', '--series', 'days.csv', '--json'], {
        cwd: folder.path,
      })
      if (stdout === '') throw new Error(stderr)
      const { series } = FatigueAnswer.parse(JSON.parse(stdout))
      expect(series).toHaveLength(1)
      const [campaign] = series
      expect(campaign?.state).toBe('fatiguing')
      expect(campaign?.conversions).toBe(121_465)
      expect(campaign?.alarmed).toMatch(/^2014-10-1/)
      expect(campaign?.decline.estimate).toBeGreaterThan(0.25)
      expect(campaign?.sinceBaseline.low).toBeGreaterThan(0.45)
      expect(campaign?.forecast.halfLife).toBeGreaterThan(30)
    } finally {
      folder.remove()
    }
  })
})

/** What fatigue says of rows of a table of series. */
async function watch(columns: readonly string[], rows: Awaited<ReturnType<typeof countRows>>) {
  const folder = temporaryProject()
  try {
    const series = join(folder.path, 'days.csv')
    const lines = rows.map((row) => columns.map((column) => `"${row[column]}"`).join())
    writeFileSync(series, [columns.join(), ...lines, ''].join('\n'))
    return FatigueAnswer.parse(await findOperation('fatigue').runAlone({ series }, { localFiles: true }))
  } finally {
    folder.remove()
  }
}

const alarmedOf = ({ series }: FatigueAnswer) => series.filter(({ alarmed }) => alarmed !== null)

requirement('shared-data').describe('creatives of a programmatic campaign, 16 days', () => {
  test('one of 13 wears out, and the others do not, as their clicks by hand say', async () => {
    const day = `CASE WHEN date LIKE '____-__-__' THEN date::DATE ELSE DATE '1899-12-30' + floor(date::DOUBLE)::INTEGER END`
    const data = `(SELECT *, ${day} AS day FROM ${csvText(sharedData('stackadapt-creatives/chill_burger.csv'))})`
    const rows = await countRows(
      `SELECT day::VARCHAR AS date, creative_name AS creative, device_type || ' ' || coalesce(province, '') AS stratum,
        sum(impressions::DOUBLE) AS impressions, sum(clicks::DOUBLE) AS conversions FROM ${data} GROUP BY ALL ORDER BY ALL`,
    )
    const answer = await watch(['date', 'creative', 'stratum', 'impressions', 'conversions'], rows)
    expect(answer.series).toHaveLength(13)
    const [worn, ...others] = alarmedOf(answer)
    expect(others).toEqual([])
    expect(worn).toMatchObject({ creative: 'Free Large Drink', state: 'exhausted' })
    expect(worn?.decline.estimate).toBeCloseTo(0.45, 1)
    const byHand = await countRows(
      `SELECT creative_name = 'Free Large Drink' AS worn, day >= DATE '2020-11-24' AS late,
        1000 * sum(clicks::DOUBLE) / sum(impressions::DOUBLE) AS rate FROM ${data} GROUP BY ALL ORDER BY worn, late`,
    )
    const [early = 0, late = 0, wornEarly = 0, wornLate = 0] = byHand.map(({ rate }) => Number(rate))
    expect(wornLate / wornEarly).toBeLessThan(0.5)
    expect(late / early).toBeGreaterThan(0.8)
  })
})

requirement('shared-data').describe('banners of a display account, 91 days', () => {
  test('three sizes of seven fall against the others, though the whole account rises', async () => {
    const month = `CASE month WHEN 'April' THEN '04' WHEN 'May' THEN '05' ELSE '06' END`
    const rows = await countRows(
      `SELECT '2020-' || ${month} || '-' || lpad(day, 2, '0') AS date, banner AS creative,
        campaign_number || ' ' || coalesce(placement, '') AS stratum, sum(displays::DOUBLE) AS impressions,
        sum(post_click_conversions::DOUBLE) AS conversions
       FROM ${csvText(sharedData('online-ads-banner-daily/online_advertising_performance_data.csv'))} GROUP BY ALL ORDER BY ALL`,
    )
    expect(rows.reduce((sum, { conversions }) => sum + Number(conversions), 0)).toBe(651_768)
    const answer = await watch(['date', 'creative', 'stratum', 'impressions', 'conversions'], rows)
    expect(
      alarmedOf(answer)
        .map(({ creative }) => creative)
        .toSorted(),
    ).toEqual(['300 x 250', '580 x 400', '728 x 90'])
    for (const { decline, lostAgainst } of alarmedOf(answer)) {
      expect(decline.estimate).toBeGreaterThan(0.1)
      expect(lostAgainst).not.toBeNull()
    }
    expect(answer.series.filter(({ state, lost }) => state === 'stable' && lost.installs !== null)).toEqual(
      [],
    )
    // Their plain rates rise all the same: who looks at one line alone sees no fall.
    const rate = (of: string, late: boolean) => {
      const own = rows.filter(
        ({ creative, date }) => creative === of && String(date) >= '2020-05-16' === late,
      )
      const sum = (name: 'conversions' | 'impressions') =>
        own.reduce((total, row) => total + Number(row[name]), 0)
      return sum('conversions') / sum('impressions')
    }
    expect(rate('728 x 90', true)).toBeGreaterThan(rate('728 x 90', false))
  })
})
