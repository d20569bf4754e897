import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { type CommandProject, commandProject } from '../support/command-project.ts'
import { countRows, countTotals, csvText } from '../support/count-rows.ts'
import { byKey } from '../support/open-project.ts'
import { requirement } from '../support/requirement.ts'
import { sharedData } from '../support/shared-data.ts'

const maps = (columns: Readonly<Record<string, string>>) =>
  Object.entries(columns).flatMap(([field, header]) => ['--map', `${field}=${header}`])

function only(files: readonly ImportedFile[]): ImportedFile {
  const [file] = files
  if (file === undefined || files.length !== 1) throw new Error(`${files.length} reports instead of one`)
  return file
}

function expectTotals(file: ImportedFile, counted: Readonly<Record<string, number>>): void {
  expect(file.status).toBe('stored')
  expect(file.rows.quarantined).toBe(0)
  for (const [field, amount] of Object.entries(counted)) {
    if (field === 'rows') expect(file.rows.stored).toBe(amount)
    else expect(file.totals[field], field).toBeCloseTo(amount, 3)
  }
}

/** SQL for the parts of a change from the first eight days to the last eight, by format: Kitagawa’s, per mille. */
const explainedByFormat = (path: string) => `WITH days AS (
  SELECT media_type AS format, CASE WHEN date LIKE '____-__-__%' THEN left(date, 10)::DATE
      ELSE DATE '1899-12-30' + floor(date::DOUBLE)::INTEGER END >= DATE '2020-11-23' AS late,
    impressions::DOUBLE AS n, clicks::DOUBLE AS k, engagements::DOUBLE AS c FROM ${csvText(path)}),
sums AS (SELECT format, late, sum(n) AS n, sum(k) AS k, sum(c) AS c FROM days GROUP BY ALL),
rates AS (SELECT format, late, n / sum(n) OVER (PARTITION BY late) AS w, k / n AS a, c / k AS b, c / n AS l FROM sums),
both_sides AS (SELECT y.w AS w1, x.w AS w0, y.a AS a1, x.a AS a0, y.b AS b1, x.b AS b0, y.l AS l1, x.l AS l0
  FROM rates x JOIN rates y ON y.format = x.format AND y.late AND NOT x.late),
whole AS (SELECT (sum(w1 * l1) + sum(w0 * l0)) / 2 AS l FROM both_sides)
SELECT 1000 * sum((w1 - w0) * ((l1 + l0) / 2 - l)) AS mix, 1000 * sum((w1 + w0) / 2 * (b1 + b0) / 2 * (a1 - a0)) AS ctr,
  1000 * sum((w1 + w0) / 2 * (a1 + a0) / 2 * (b1 - b0)) AS cvr FROM both_sides, whole`

requirement('shared-data').describe('tables permille does not know, mapped by hand', () => {
  describe('1,143 Facebook ads without dates', () => {
    const path = sharedData('kag-facebook-ads/KAG_conversion_data.csv')
    let project: CommandProject
    beforeAll(() => {
      project = commandProject()
    })
    afterAll(() => project.folder.remove())

    test('are refused with the mapping permille would guess, then stored with it', async () => {
      const { code, stdout } = await project.run('import', path, '--yes', '--json')
      expect(code).toBe(3)
      const guess: { field: string; header: string }[] = JSON.parse(stdout).files[0].guess
      expect(guess.map(({ field, header }) => `${field}=${header}`)).toEqual(
        expect.arrayContaining([
          'ad_id=ad_id',
          'impressions=Impressions',
          'spend=Spent',
          'event.conversion=Total_Conversion',
          'event.approved_conversion=Approved_Conversion',
        ]),
      )
      const file = only(
        await project.importFiles(
          [path],
          ...maps({
            ad_id: 'ad_id',
            impressions: 'Impressions',
            clicks: 'Clicks',
            spend: 'Spent',
            conversions: 'Total_Conversion',
            'event.approved': 'Approved_Conversion',
          }),
        ),
      )
      expectTotals(
        file,
        await countTotals(`SELECT count(*) AS rows, sum("Impressions"::BIGINT) AS impressions,
          sum("Clicks"::BIGINT) AS clicks, sum("Spent"::DOUBLE) AS spend,
          sum("Total_Conversion"::INTEGER) AS "event.conversion", sum("Approved_Conversion"::INTEGER) AS "event.approved"
          FROM ${csvText(path)}`),
      )
      expect(file.totals).toMatchObject({
        impressions: 213_434_828,
        'event.conversion': 3264,
        'event.approved': 1079,
      })
      expect(file.dates).toMatchObject({ from: null, to: null })
    })

    test('the top of the ranking has evidence, not luck', async () => {
      const { rows, question, totals } = await project.rank('--by', 'ad', '--event', 'conversion')
      expect(question).toMatchObject({ from: null, includesDateless: true })
      expect(totals).toMatchObject({ impressions: 213_434_828, conversions: 3264 })
      expect(rows).toHaveLength(1143)
      const base = totals.rate ?? 0
      for (const row of rows.slice(0, 10)) {
        expect(row.conversions ?? 0, `${row.key} leads`).toBeGreaterThanOrEqual(5)
        expect(row.interval?.low ?? 0, `${row.key} leads`).toBeGreaterThan(base / 2)
      }
      const luckiest = rows.toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0))[0]
      expect(luckiest?.conversions).toBeLessThan(5)
      expect(luckiest?.rank).toBeGreaterThan(10)
      expect(luckiest?.decision).toBe('not_enough_data')
    })

    test('both events answer, and are never added', async () => {
      const answer = await project.query(
        '--metrics',
        'event.conversion,event.approved,impressions',
        '--by',
        'ad',
      )
      expect(answer.totals).toMatchObject({ 'event.conversion': 3264, 'event.approved': 1079 })
    })
  })

  test('an ad-server workbook and its three sheets as CSV give the same totals', async () => {
    const sheets = [
      { name: 'Banner', impressions: 'Impressions', rows: 35_849 },
      { name: 'Video', impressions: '#Impressions', rows: 6531 },
      { name: 'Rich_Media', impressions: 'Impressions', rows: 5355 },
    ]
    const columns = { site: 'Site', creative: 'Creative Name', day: 'Date', clicks: 'Clicks' }
    const path = (name: string) => sharedData(`digital-media-campaign/DigitalMediaCampaign${name}`)
    const project = commandProject()
    try {
      const plain = [
        ...(await project.importFiles(
          [path('-Banner.csv'), path('-Rich_Media.csv'), path('.xlsx')],
          ...maps({ ...columns, impressions: 'Impressions' }),
        )),
        ...(await project.importFiles(
          [path('-Video.csv'), path('.xlsx')],
          ...maps({ ...columns, impressions: '#Impressions' }),
        )),
      ]
      for (const { name, impressions, rows } of sheets) {
        const counted = await countTotals(`SELECT count(*) AS rows,
          sum(replace("${impressions}", ',', '')::DOUBLE) AS impressions, sum(replace("Clicks", ',', '')::DOUBLE) AS clicks
          FROM ${csvText(path(`-${name}.csv`))}`)
        expect(counted.rows).toBe(rows)
        const sheet = `DigitalMediaCampaign.xlsx › ${name.replace('_', ' ')}`
        const stored = plain.filter(({ status }) => status === 'stored')
        const text = only(stored.filter(({ file }) => file === `DigitalMediaCampaign-${name}.csv`))
        const workbook = only(stored.filter(({ file }) => file === sheet))
        expectTotals(text, counted)
        expect(workbook.totals).toEqual(text.totals)
        expect(workbook.rows).toEqual(text.rows)
        expect(workbook.dates.from).toBe(text.dates.from)
        expect(workbook.dates.to).toBe(text.dates.to)
      }
      const wrongColumn = plain.filter(({ status }) => status === 'refused')
      expect(wrongColumn).toHaveLength(3)
      for (const { refusal } of wrongColumn) expect(refusal?.message).toMatch(/has no column #?Impressions/)
    } finally {
      project.folder.remove()
    }
  }, 120_000)

  test('15,408 rows of banners: post-click conversions per mille by banner', async () => {
    const path = sharedData('online-ads-banner-daily/online_advertising_performance_data.csv')
    const project = commandProject()
    try {
      const file = only(
        await project.importFiles(
          [path],
          ...maps({
            creative: 'banner',
            impressions: 'displays',
            clicks: 'clicks',
            spend: 'cost',
            conversions: 'post_click_conversions',
            'value.conversion': 'post_click_sales_amount',
            'value.revenue': 'revenue',
          }),
        ),
      )
      expectTotals(
        file,
        await countTotals(`SELECT count(*) AS rows, sum(displays::BIGINT) AS impressions, sum(clicks::BIGINT) AS clicks,
          sum(cost::DOUBLE) AS spend, sum(revenue::DOUBLE) AS "value.revenue",
          sum(post_click_conversions::BIGINT) AS "event.conversion",
          sum(post_click_sales_amount::DOUBLE) AS "value.conversion" FROM ${csvText(path)}`),
      )
      expect(file.totals).toMatchObject({ impressions: 239_017_725, 'event.conversion': 651_768 })
      const answer = await project.query(
        '--metrics',
        'impressions,event.conversion,conversions_per_mille.conversion',
        '--by',
        'creative',
      )
      const counted = await countRows(`SELECT banner, sum(displays::BIGINT) AS shown,
        sum(post_click_conversions::BIGINT) AS conversions FROM ${csvText(path)} GROUP BY banner`)
      const perMille = byKey(answer, 'creative', 'conversions_per_mille.conversion')
      expect(Object.keys(perMille)).toHaveLength(counted.length)
      for (const { banner, shown, conversions } of counted)
        expect(perMille[String(banner)]).toBeCloseTo((1000 * Number(conversions)) / Number(shown), 9)
    } finally {
      project.folder.remove()
    }
  })

  test('a DSP report whose dates are partly spreadsheet serials', async () => {
    const path = sharedData('stackadapt-creatives/chill_burger.csv')
    const project = commandProject()
    try {
      const file = only(
        await project.importFiles(
          [path],
          ...maps({
            impressions: 'impressions',
            clicks: 'clicks',
            spend: 'spend',
            'event.engagement': 'engagements',
            format: 'media_type',
            conversions: 'conversions',
            video_plays: 'video_started',
            video_100: 'video_completed',
          }),
        ),
      )
      expectTotals(
        file,
        await countTotals(`SELECT count(*) AS rows, sum(impressions::BIGINT) AS impressions, sum(clicks::BIGINT) AS clicks,
          sum(spend::DOUBLE) AS spend, sum(engagements::BIGINT) AS "event.engagement", sum(video_started::BIGINT) AS video_plays,
          sum(video_completed::BIGINT) AS video_100 FROM ${csvText(path)}`),
      )
      expect(file.dates).toMatchObject({ from: '2020-11-15', to: '2020-11-30' })
      const counted = await countRows(`SELECT
        CASE WHEN date LIKE '____-__-__%' THEN left(date, 10)
          ELSE (DATE '1899-12-30' + floor(date::DOUBLE)::INTEGER)::VARCHAR END AS day,
        sum(impressions::BIGINT) AS shown FROM ${csvText(path)} GROUP BY day ORDER BY day`)
      expect(
        byKey(await project.query('--metrics', 'impressions', '--by', 'day'), 'day', 'impressions'),
      ).toEqual(Object.fromEntries(counted.map(({ day, shown }) => [String(day), Number(shown)])))
      const creatives = await countTotals(`SELECT count(DISTINCT creative_name) AS n FROM ${csvText(path)}`)
      const ranked = await project.rank('--event', 'conversion')
      expect(ranked.question.by).toBe('creative')
      expect(ranked.totals).toMatchObject({ impressions: 15_030_712, conversions: 0 })
      expect(ranked.rows).toHaveLength(creatives.n ?? 0)
      const why = await project.run(
        ...['explain', '--event', 'engagement', '--from', '2020-11-23', '--to', '2020-11-30', '--json'],
      )
      const parts: Readonly<Record<string, number>> = JSON.parse(why.stdout).parts
      const byHand = await countTotals(explainedByFormat(path))
      for (const [part, perMille] of Object.entries(byHand)) expect(parts[part]).toBeCloseTo(perMille, 9)
      expect(byHand.cvr).toBeCloseTo(0.0386, 4)
      const quality = await project.run('fraud', '--json')
      const { sites, winners, notes } = JSON.parse(quality.stdout)
      expect(sites).toEqual([])
      expect(winners.notComputed).toBe('no site could be judged, so nobody knows whether they survive')
      expect(notes.map(({ code }: { code: string }) => code)).toContain('no_sites')
    } finally {
      project.folder.remove()
    }
  })

  test('11,582 arms of randomised headline tests', async () => {
    const path = sharedData('upworthy/upworthy_dev.csv')
    const project = commandProject()
    try {
      const file = only(
        await project.importFiles(
          [path],
          ...maps({
            creative: 'headline',
            'tag.test': 'clickability_test_id',
            impressions: 'impressions',
            clicks: 'clicks',
          }),
        ),
      )
      expectTotals(
        file,
        await countTotals(`SELECT count(*) AS rows, sum(impressions::BIGINT) AS impressions, sum(clicks::BIGINT) AS clicks
          FROM ${csvText(path, ', max_line_size = 10000000')}`),
      )
      expect(file.rows.stored).toBe(11_582)
    } finally {
      project.folder.remove()
    }
  })

  test('a raw log whose dates a person must explain', async () => {
    const path = sharedData('appsflyer-raw-sample/installs.masked.csv')
    const project = commandProject()
    try {
      const asked = await project.run('import', path, '--yes', '--json')
      expect(asked.code).toBe(3)
      expect(JSON.parse(asked.stdout).files[0]).toMatchObject({
        status: 'needs_answer',
        refusal: { code: 'ambiguous_dates', remedy: expect.stringContaining('--date-order') },
      })
      const file = only(await project.importFiles([path], '--date-order', 'mdy'))
      expectTotals(file, { rows: 100, 'event.install': 100 })
      expect(file.dates).toMatchObject({ from: '2016-06-08', to: '2016-06-08' })
      const counted = await countRows(
        `SELECT "Media Source" AS source, count(*) AS installs FROM ${csvText(path)} GROUP BY 1`,
      )
      const installs = byKey(
        await project.query('--metrics', 'installs', '--by', 'network,day'),
        'network',
        'installs',
      )
      expect(Object.values(installs).toSorted()).toEqual(
        counted.map((row) => Number(row.installs)).toSorted(),
      )
      expect(installs.nativex_int).toBe(31)
      const versions = await project.query('--metrics', 'installs', '--by', 'tag.app_version')
      expect(byKey(versions, 'tag.app_version', 'installs')).toEqual({ '2.6.5': 99, '2.6.2': 1 })
      // One day tells of no release: both versions ran before the log begins.
      const journal = await project.run('journal', '--objects', 'campaign', '--json')
      const events: readonly { kind: string }[] = JSON.parse(journal.stdout).events
      expect(events.filter(({ kind }) => kind === 'app_release')).toEqual([])
    } finally {
      project.folder.remove()
    }
  })
})
