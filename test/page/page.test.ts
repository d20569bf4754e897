import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { BANNERS } from '../server/banner-file.ts'
import { chromium, openPage, PATIENCE } from '../support/chromium.ts'
import { requirement } from '../support/requirement.ts'
import { send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { sharedData } from '../support/shared-data.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { DROPPED_FILES } from './dropped-files.ts'
import { watchPage } from './watch-page.ts'

const NAME_OF_FOCUSED = `{
  const element = document.activeElement
  const label = element.labels?.[0]?.textContent
  element.getAttribute('aria-label') ?? label ?? element.textContent ?? ''
}`

const META = `Reporting starts,Reporting ends,Campaign name,Ad name,Impressions,Link clicks,Amount spent (USD),App installs
2026-03-01,2026-03-01,Spring,Cat_v1,50000,900,120.50,700
2026-03-02,2026-03-02,Spring,Cat_v1,50000,910,118.00,750
2026-03-01,2026-03-01,Spring,Dog_v1,40000,300,90.00,220
2026-03-02,2026-03-02,Spring,Dog_v1,60000,420,131.00,330
`

/** Each real export → what its preview says: state, source and rows where it is known, else what is asked for. */
const REAL_EXPORTS: Readonly<Record<string, readonly string[]>> = {
  'ua-network-mmp-exports/FACEBOOK.csv': ['Ready to import', 'Meta', '41 of 42', '1238000'],
  'ua-network-mmp-exports/GOOGLE.csv': ['Ready to import', 'Google Ads', '14 of 14', '565050'],
  'ua-network-mmp-exports/PINTEREST.csv': ['Ready to import', 'Pinterest', '42 of 42', '1358000'],
  'ua-network-mmp-exports/APPSFLYER-ANDROID.csv': ['Ready to import', 'AppsFlyer', '76 of 76'],
  'ua-network-mmp-exports/APPSFLYER-IOS.csv': ['Ready to import', 'AppsFlyer', '175 of 175'],
  'fivetran-ad-seeds/apple_search_ad_group_report_data.csv': ['Ready to import', 'Apple Ads', '13 of 13'],
  'fivetran-ad-seeds/apple_search_search_term_report_data.csv': [
    'Ready to import',
    'Apple Ads',
    '150 of 150',
  ],
  'fivetran-ad-seeds/facebook_ads_basic_ad_data.csv': ['Ready to import', 'Meta', '10 of 10'],
  'fivetran-ad-seeds/google_ads_account_stats_data.csv': ['Ready to import', 'Google Ads', '19 of 19'],
  'fivetran-ad-seeds/google_ads_ad_stats_data.csv': ['Ready to import', 'Google Ads', '10 of 10'],
  'fivetran-ad-seeds/pinterest_campaign_report_data.csv': ['Ready to import', 'Pinterest', '5 of 5'],
  'fivetran-ad-seeds/reddit_ads_account_report_data.csv': ['Ready to import', 'Reddit', '56 of 56'],
  'fivetran-ad-seeds/snapchat_ad_hourly_report_data.csv': ['Ready to import', 'Snapchat', '1212 of 1212'],
  'fivetran-ad-seeds/tiktok_campaign_country_report_data.csv': ['Ready to import', 'TikTok', '10 of 10'],
  'fivetran-ad-seeds/tiktok_ad_report_hourly_data.csv': ['Ready to import', 'TikTok', '4 of 4'],
  'fivetran-ad-seeds/twitter_promoted_tweet_report_data.csv': ['Ready to import', 'X Ads', '100 of 100'],
  'fivetran-ad-seeds/twitter_campaign_report_data.csv': ['Ready to import', 'X Ads', '4 of 4'],
  'appsflyer-raw-sample/installs.masked.csv': ['Needs an answer', 'AppsFlyer', 'day-month and month-day'],
  'kag-facebook-ads/KAG_conversion_data.csv': ['Needs a mapping', 'Approved_Conversion'],
  'digital-media-campaign/DigitalMediaCampaign.xlsx': ['Needs a mapping', 'Rich Media', 'Creative Name'],
  'online-ads-banner-daily/online_advertising_performance_data.csv': ['Needs a mapping', 'displays'],
  'stackadapt-creatives/chill_burger.csv': ['Needs a mapping', 'Ice Cream Treat'],
  'upworthy/upworthy_dev.csv': ['Needs a mapping', 'clickability_test_id'],
}

requirement('chromium').describe('the page', () => {
  let folder: TemporaryProject
  let server: ServedProject
  let browser: Browser
  let page: Page
  let wrong: readonly string[]

  beforeAll(async () => {
    folder = temporaryProject()
    ;[server, browser] = await Promise.all([serveProject(folder.path, { until: /ready/ }), chromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })
  beforeEach(async () => {
    page = await openPage(browser, { viewport: { width: 1280, height: 900 }, colorScheme: 'light' })
    wrong = watchPage(page)
  })
  afterEach(async () => {
    await page.close()
    expect(wrong).toEqual([])
  })

  const open = (search = '') => page.goto(`${server.url}/${search}`)
  const rows = () => page.getByRole('table', { name: /^Ranked/ }).getByRole('row')
  const rowNames = () =>
    page.getByRole('table', { name: /^Ranked/ }).getByRole('button', { name: /, details$/ })
  const sampleLabel = () => page.getByRole('note', { name: 'Sample data' })

  test('opens on the ranked sample, labelled as one', async () => {
    await open()
    await rowNames().first().waitFor()
    expect(await page.title()).toBe('Creatives – permille')
    expect(await sampleLabel().textContent()).toContain('Simulated studio')
    expect(await rows().count()).toBeGreaterThan(10)
    const first = await rows()
      .filter({ has: page.getByRole('button', { name: /, details$/ }) })
      .first()
      .textContent()
    expect(first).toMatch(/Scale/)
    await page.getByRole('link', { name: 'Data', exact: true }).click()
    await page.getByRole('table', { name: 'Loads' }).waitFor()
    expect(await sampleLabel().isVisible()).toBe(true)
    expect(await page.getByRole('button', { name: /Undo/ }).count()).toBe(0)
  })

  test('keeps the whole question in the address', async () => {
    await open()
    await rowNames().first().waitFor()
    await page.getByRole('combobox', { name: 'Group by' }).click()
    await page.getByRole('option', { name: 'Network', exact: true }).click()
    await page.getByRole('heading', { name: 'Networks', level: 1 }).waitFor()
    await page.getByRole('combobox', { name: 'Event' }).click()
    await page.getByRole('option', { name: 'Purchase', exact: true }).click()
    await page.getByRole('button', { name: 'All time' }).click()
    await page.getByRole('button', { name: 'Last 28 days' }).click()
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('checkbox', { name: 'Meta' }).click()
    await page.getByRole('checkbox', { name: 'Unity Ads' }).click()
    await page.getByRole('button', { name: 'Add filter' }).click()
    await page
      .getByRole('columnheader', { name: /Impressions/ })
      .getByRole('button')
      .click()
    await rows().nth(2).waitFor()
    await vi.waitFor(async () => expect(await rows().count()).toBe(3), PATIENCE)
    const names = await rowNames().allTextContents()
    const address = new URL(page.url())
    expect(address.searchParams.get('by')).toBe('network')
    expect(address.searchParams.get('event')).toBe('purchase')
    expect(address.searchParams.get('last')).toBe('28d')
    expect(address.searchParams.get('where')).toContain('network in ')
    await page.reload()
    await rows().nth(2).waitFor()
    expect(await rowNames().allTextContents()).toEqual(names)
    expect(await page.getByText(/Network is/).count()).toBe(1)
    await page.goBack()
    await page.getByRole('columnheader', { name: '#', exact: true }).waitFor()
    expect(new URL(page.url()).searchParams.has('sort')).toBe(false)
  })

  test('compares on one mix, group by group, and on plain rates when asked', async () => {
    await open()
    await rowNames().first().waitFor()
    const headings = rows().filter({ hasText: /share no places? with/ })
    expect(await headings.first().textContent()).toMatch(/^Group 1 /)
    const places = await rows().evaluateAll((all) => all.map((row) => Number(row.ariaRowIndex)))
    expect(places).toEqual(places.map((_, index) => index + 1))
    await rowNames().first().focus()
    await page.keyboard.press('End')
    await page.getByRole('row', { name: /^Comparable with nobody/ }).waitFor()
    const table = page.getByRole('table', { name: /^Ranked/ })
    const last = rows().filter({ has: page.locator(':focus') })
    expect(await last.getAttribute('aria-rowindex')).toBe(await table.getAttribute('aria-rowcount'))
    await page.getByRole('button', { name: 'Where does this come from' }).click()
    await page.getByRole('table', { name: 'Places of the mix' }).waitFor()
    await page.getByRole('heading', { name: 'Where plain rates mislead' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('columnheader', { name: 'Same mix' }).getByRole('button').click()
    expect(await headings.count()).toBe(0)
    await page.getByRole('combobox', { name: 'Compare' }).click()
    await page.getByRole('option', { name: 'Plain rates' }).click()
    await page.getByRole('columnheader', { name: 'Same mix' }).waitFor({ state: 'detached' })
    expect(new URL(page.url()).searchParams.get('adjust')).toBe('none')
    expect(await headings.count()).toBe(0)
  })

  test('tells where a number comes from, and saves what it shows', async () => {
    await open('?by=network')
    await rowNames().first().click()
    const details = page.getByRole('dialog')
    await details.getByText('Exact interval').waitFor()
    expect(await details.textContent()).toContain('over time')
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Where does this come from' }).click()
    await details.getByRole('heading', { name: 'SQL' }).waitFor()
    expect(await details.textContent()).toContain('SELECT')
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'hidden' })
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as CSV' }).click()
    expect((await saved).suggestedFilename()).toBe('permille-network-install.csv')
  })

  test('is worked by keyboard alone', async () => {
    await open()
    await rowNames().first().waitFor()
    const reached: string[] = []
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('Tab')
      reached.push(await page.evaluate<string>(NAME_OF_FOCUSED))
      if (/, details$/.test(reached.at(-1) ?? '')) break
    }
    const pages = ['Overview', 'Creatives', 'Compare', 'Tests', 'Data', 'Settings']
    const wanted = ['Skip to content', 'Go to', ...pages, 'Search by name', 'Download as CSV']
    const asked = [
      'Where does this come from',
      'Group by',
      'Event',
      'All time',
      'Compare',
      'Min. impressions',
      'Filter',
    ]
    for (const name of [...wanted, ...asked]) expect(reached.join('\n')).toContain(name)
    const first = reached.at(-1) ?? ''
    expect(first).toMatch(/, details$/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const details = page.getByRole('dialog')
    await details.getByText('Exact interval').waitFor()
    expect(first).not.toContain(
      (await details.getByRole('heading', { level: 2 }).first().textContent()) ?? '',
    )
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'hidden' })
  })

  test('reads on a phone without scrolling sideways, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await page.emulateMedia({ colorScheme: 'dark' })
    await open()
    await page
      .getByRole('list', { name: /^Ranked/ })
      .getByRole('listitem')
      .first()
      .waitFor()
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    const background = await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    expect(width).toBe(390)
    const [red = 255] = background.match(/\d+/g)?.map(Number) ?? []
    expect(red).toBeLessThan(60)
  })

  test('shows the other sample by its address and links to it', async () => {
    await open('data')
    await page.getByRole('link', { name: 'Upworthy headline tests' }).click()
    await rowNames().first().waitFor()
    expect(await sampleLabel().textContent()).toContain('Upworthy')
    await page.getByText(/Clicks per thousand impressions/).waitFor()
  })

  test('previews files, stores them on accept, ranks them, and takes them back', async () => {
    await open('data/import')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([
        { name: 'meta.csv', mimeType: 'text/csv', buffer: Buffer.from(META) },
        {
          name: 'banners.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(BANNERS.replaceAll('Cat', 'Mouse')),
        },
      ])
    const meta = page.getByRole('article', { name: 'meta.csv' })
    await meta.getByText('Ready to import').waitFor()
    expect(await meta.textContent()).toContain('Meta')
    expect(await meta.textContent()).toMatch(/200\u202f000/)
    const banners = page.getByRole('article', { name: 'banners.csv' })
    await banners.getByText('Needs a mapping').waitFor()
    const before = JSON.parse((await send(server.url, '/api/v1/project')).text)
    expect(before.sample, 'nothing is stored yet').toBe(true)
    await banners.getByRole('button', { name: 'Read with this mapping' }).click()
    await banners.getByText('Ready to import').waitFor()
    await page.getByRole('button', { name: 'Import 2 files' }).click()
    await page.getByRole('link', { name: 'See the ranking' }).click()
    await rowNames().first().waitFor()
    expect(await sampleLabel().count()).toBe(0)
    expect((await rowNames().allTextContents()).toSorted()).toEqual([
      'Bird',
      'Cat_v1',
      'Dog',
      'Dog_v1',
      'Mouse',
    ])

    for (const file of ['meta.csv', 'banners.csv']) {
      await page.getByRole('link', { name: 'Data', exact: true }).click()
      await page.getByRole('button', { name: `Undo ${file}` }).click()
      await page.getByRole('button', { name: 'Undo load' }).click()
      await page.getByRole('button', { name: `Undo ${file}` }).waitFor({ state: 'detached' })
    }
    await page.getByRole('link', { name: 'Creatives', exact: true }).click()
    await sampleLabel().waitFor()
  })

  requirement('shared-data').describe('real exports', () => {
    async function drop(paths: readonly string[]) {
      await open('data/import')
      const files = paths.map((path) => ({
        name: basename(path),
        base64: readFileSync(sharedData(path)).toString('base64'),
      }))
      const dataTransfer = await page.evaluateHandle(`(${DROPPED_FILES})(${JSON.stringify(files)})`)
      await page.getByRole('heading', { name: 'Import', level: 1 }).dispatchEvent('drop', { dataTransfer })
    }

    test('are each previewed as what they are when they are dropped', async () => {
      await drop(Object.keys(REAL_EXPORTS))
      const seen: Record<string, readonly string[]> = {}
      for (const path of Object.keys(REAL_EXPORTS)) {
        const card = page.getByRole('article', { name: basename(path), exact: true })
        await card
          .getByText(/^(Ready to import|Needs an? (mapping|answer)|Cannot be read)$/)
          .first()
          .waitFor()
        const said = (await card.textContent())?.replaceAll('\u202f', '') ?? ''
        seen[path] = (REAL_EXPORTS[path] ?? []).map((text) =>
          said.includes(text) ? text : `no “${text}”: ${said}`,
        )
      }
      expect(seen).toEqual(REAL_EXPORTS)
    })

    test('of a network and its MMP are stored and ranked as one', async () => {
      await drop(['FACEBOOK.csv', 'APPSFLYER-ANDROID.csv'].map((name) => `ua-network-mmp-exports/${name}`))
      await page.getByRole('button', { name: 'Import 2 files' }).click()
      await page.getByRole('link', { name: 'See the ranking' }).click()
      await rowNames().first().waitFor()
      await open('?by=network')
      const meta = rows().filter({ has: page.getByRole('button', { name: 'Meta, details' }) })
      await meta.getByText('1\u202f238\u202f000').waitFor()
    })
  })
})
