import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { chromium, openPage, PATIENCE } from '../support/chromium.ts'
import { putSample } from '../support/put-sample.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { seriousFindings } from './axe.ts'
import { DROPPED_FILES } from './dropped-files.ts'
import { watchPage } from './watch-page.ts'

const META = `Reporting starts,Reporting ends,Campaign name,Ad name,Impressions,Link clicks,Amount spent (USD),App installs
2026-03-01,2026-03-01,Spring,Cat_v1,50000,900,120.50,700
2026-03-02,2026-03-02,Spring,Cat_v1,50000,910,118.00,750
2026-03-01,2026-03-01,Spring,Dog_v1,40000,300,90.00,220
2026-03-02,2026-03-02,Spring,Dog_v1,60000,420,131.00,330
2026-03-02,2026-03-02,Spring,Mole_v1,many,4,1.00,3
`

/** A picture with a button in the middle of its lower half. */
const BUTTON =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600" fill="#1b3a6b"/><rect x="200" y="400" width="200" height="90" rx="30" fill="#2e7d32"/><text x="300" y="457" font-family="sans-serif" font-weight="bold" font-size="36" fill="#fff" text-anchor="middle">Play now</text></svg>'

requirement('chromium').describe('from page to page', () => {
  let folder: TemporaryProject
  let server: ServedProject
  let browser: Browser
  let page: Page
  let wrong: readonly string[]

  beforeAll(async () => {
    folder = temporaryProject()
    await putSample(folder)
    await runPermille(['import', folder.write('meta.csv', META), '--yes'], { cwd: folder.path })
    ;[server, browser] = await Promise.all([serveProject(folder.path, { until: /ready/ }), chromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })
  beforeEach(async () => {
    page = await openPage(browser, { viewport: { width: 1280, height: 900 } })
    wrong = watchPage(page)
  })
  afterEach(async () => {
    await page.close()
    expect(wrong).toEqual([])
  })

  const open = (path: string) => page.goto(`${server.url}${path}`)
  const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })

  test('carries days and filters along, and goes by keys', async () => {
    await open('/?sample=studio&last=28d&where=network+%3D+meta')
    await page
      .getByRole('button', { name: /, details$/ })
      .first()
      .waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('o')
    await heading('Overview').waitFor()
    await page.getByRole('region', { name: 'What changed most', exact: true }).waitFor()
    const { searchParams } = new URL(page.url())
    expect(searchParams.get('last')).toBe('28d')
    expect(searchParams.get('where')).toBe('network = meta')
    expect(await page.getByText('Network is meta').count()).toBe(1)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).getByText('g, then t').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('g')
    await page.keyboard.press('t')
    await heading('Tests').waitFor()
  })

  test('finds a creative by a few letters, compares it, and restores the comparison from its link', async () => {
    await open('/?sample=studio&last=28d')
    await page.getByRole('button', { name: /^Go to/ }).waitFor()
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox', { name: 'Go to a page, creative or test' })
    await field.fill('islandtour 9x16_15s_v01')
    await page.getByRole('option', { name: /LB_VID_IslandTour_Gameplay_9x16_15s_v01/ }).waitFor()
    await page.keyboard.press('Enter')
    await heading('LB_VID_IslandTour_Gameplay_9x16_15s_v01').waitFor()
    await page.getByRole('table', { name: 'Names and ids counted as one' }).waitFor()
    await page.getByRole('link', { name: 'Compare with others' }).click()
    await page.getByText('Choose one more creatives').waitFor()
    await page.getByRole('combobox', { name: 'Add a creative' }).click()
    await page.getByRole('combobox', { name: 'Add a creative' }).fill('LighthouseMerge_Gameplay_9x16_15s_v02')
    await page.getByRole('option', { name: /LighthouseMerge_Gameplay_9x16_15s_v02/ }).click()
    const pairs = page.getByRole('table', { name: 'In pairs' })
    await pairs.getByText(/^A .* · B /).waitFor()
    const said = await pairs.textContent()
    expect(said).toMatch(/×\u2009[\d.]+/)
    const link = page.url()
    await page.goto('about:blank')
    await page.goto(link)
    await pairs.getByText(/^A .* · B /).waitFor()
    expect(await pairs.textContent()).toBe(said)
    for (const [format, ending] of [
      ['CSV', 'csv'],
      ['XLSX', 'xlsx'],
    ] as const) {
      const saved = page.waitForEvent('download')
      await page.getByRole('button', { name: 'In pairs: download' }).click()
      await page.getByRole('menuitem', { name: format }).click()
      expect((await saved).suggestedFilename()).toBe(`permille-compare-pairs.${ending}`)
    }
    await page.getByRole('button', { name: 'Where does this come from' }).click()
    await page.getByRole('dialog').getByText('SELECT').first().waitFor()
  })

  test('tries another amount in a plan, and goes back to the plan from its link', async () => {
    await open('/budget?sample=studio&last=28d&by=network')
    const shifts = page.getByRole('table', { name: 'Shifts' })
    await shifts.waitFor()
    const planned = await shifts.textContent()
    const field = page.getByRole('textbox', { name: /^What if / }).first()
    await field.fill('1234')
    await field.press('Enter')
    await shifts.getByText('Set in the question').waitFor()
    expect(new URL(page.url()).searchParams.get('set')).toMatch(/=1234$/)
    await page.getByRole('button', { name: 'Back to the plan' }).click()
    await shifts.getByText('Set in the question').waitFor({ state: 'detached' })
    expect(await shifts.textContent()).toBe(planned)
  })

  test('reads a test, and as it stood on an earlier day', async () => {
    await open('/tests?sample=studio')
    await page.getByRole('link', { name: 'Lighthouse cuts, summer' }).click()
    const arms = page.getByRole('table', { name: 'Arms' })
    await arms.waitFor()
    const today = await arms.textContent()
    await page.getByLabel('As it stood on').fill('2026-08-16')
    await vi.waitFor(async () => expect(await arms.textContent()).not.toBe(today), PATIENCE)
    expect(new URL(page.url()).searchParams.get('on')).toBe('2026-08-16')
  })

  test('plans a test on own data, declares it, and reads it', async () => {
    await open('/tests/plan?arms=cat_v1&arms=dog_v1&lift=30')
    await page.getByRole('table', { name: 'What it costs' }).getByText('Whenever somebody likes').waitFor()
    await page.getByLabel('Declare it as').fill('pets')
    await page.getByRole('button', { name: 'Declare the test' }).click()
    await page.getByRole('link', { name: 'Open it' }).click()
    await heading('pets').waitFor()
    expect(readFileSync(join(folder.path, 'permille.yaml'), 'utf8')).toContain('pets:')
  })

  test('shows what could not be read, with its place and why', async () => {
    await open('/data')
    await page.getByRole('table', { name: 'Loads' }).getByRole('link', { name: '1' }).click()
    const unread = page.getByRole('table', { name: '1 unread rows' })
    await unread.waitFor()
    expect(await unread.textContent()).toContain('many')
  })

  test('says of a wrong file what it is, and stores nothing', async () => {
    await open('/data/import')
    const wrongFile = {
      name: 'holiday.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('\x89PNG\r\n\x1a\n\0\0'),
    }
    await page.locator('input[type=file]').first().setInputFiles(wrongFile)
    const card = page.getByRole('article', { name: 'holiday.csv' })
    await card.getByText('Cannot be read').waitFor()
    expect(await page.getByRole('button', { name: /^Import/ }).count()).toBe(0)
    expect(JSON.parse((await send(server.url, '/api/v1/sources')).text).sources[0].loads).toBe(1)
  })

  test.each(['report?of=rank&by=creative', 'report-weekly'])(
    'writes %s accessible in both themes',
    async (asked) => {
      const { status, text } = await send(server.url, `/api/v1/${asked}`)
      expect(status).toBe(200)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.setContent(text)
        expect(await seriousFindings(page)).toEqual([])
      }
    },
  )

  test('merges creatives and takes it back', async () => {
    await open('/data/creatives')
    for (const name of ['Cat_v1', 'Dog_v1']) {
      await page.getByRole('combobox', { name: 'Add a creative' }).click()
      await page.getByRole('option', { name }).click()
      await page.getByRole('list', { name: 'To merge' }).getByText(name).waitFor()
    }
    await page.getByLabel('Called together').fill('Pets')
    await page.getByRole('button', { name: 'Count as one' }).click()
    await page.getByText('They count as one now.').waitFor()
    await page.getByRole('link', { name: 'Creatives', exact: true }).click()
    await page.getByRole('button', { name: 'Pets, details' }).waitFor()
    await page.getByRole('link', { name: 'Data', exact: true }).click()
    await page.getByRole('link', { name: 'Merged', exact: true }).click()
    await page.getByRole('button', { name: 'Take apart Pets' }).click()
    await page.getByRole('button', { name: 'Take apart Pets' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Creatives', exact: true }).click()
    await page.getByRole('button', { name: 'Cat_v1, details' }).waitFor()
    await page.getByRole('button', { name: 'Dog_v1, details' }).waitFor()
    await open('/data/creatives')
    await page.getByRole('combobox', { name: 'What they are' }).click()
    await page.getByRole('option', { name: 'Ad', exact: true }).click()
    for (const name of ['Cat_v1', 'Dog_v1']) {
      await page.getByRole('combobox', { name: 'Add an ad' }).click()
      await page.getByRole('option', { name }).click()
    }
    await page.getByRole('button', { name: 'Count as one' }).click()
    await page.getByRole('button', { name: 'Take apart Cat_v1' }).click()
    await page.getByRole('button', { name: 'Take apart Cat_v1' }).waitFor({ state: 'detached' })
  })

  test('takes a file dropped on a creative, shows where a tag was seen, and takes the file away and back', async () => {
    await open('/creative?key=dog_v1')
    await heading('Dog_v1').waitFor()
    const base64 = (await sharp(Buffer.from(BUTTON)).png().toBuffer()).toString('base64')
    const dataTransfer = await page.evaluateHandle(
      `(${DROPPED_FILES})(${JSON.stringify([{ name: 'ad.png', base64 }])})`,
    )
    await heading('Dog_v1').dispatchEvent('drop', { dataTransfer })
    const dialog = page.getByRole('dialog', { name: 'Add 1 creative file' })
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await dialog.getByText('1 added, 0 were here already.').waitFor()
    await dialog.getByRole('button', { name: 'Done' }).click()
    const files = page.getByRole('region', { name: 'Files' })
    const shown = files.getByRole('figure')
    await shown.getByText('said by a person to be of it').waitFor()
    if (requirement('tagging').met) {
      await page.getByRole('button', { name: 'Play now: show where cta_text was seen' }).hover()
      const [picture, mark] = await Promise.all([
        shown.getByRole('img').boundingBox(),
        shown.locator('div > div > div').boundingBox(),
      ])
      if (picture === null || mark === null) throw new Error('nothing is marked')
      // The button stands from 1/3 to 2/3 of the width, and in the lower half.
      expect((mark.x - picture.x) / picture.width).toBeGreaterThan(0.25)
      expect((mark.x + mark.width - picture.x) / picture.width).toBeLessThan(0.75)
      expect((mark.y - picture.y) / picture.height).toBeGreaterThan(0.6)
    }
    await files.getByRole('button', { name: 'Take ad.png away from Dog_v1' }).click()
    await files.getByText('No file of it is here').waitFor()
    await files.getByRole('button', { name: 'Undo: took it away' }).click()
    await shown.getByText('said by a person to be of it').waitFor()
    await page.getByRole('link', { name: 'Creatives', exact: true }).click()
    const ranked = page
      .getByRole('row')
      .filter({ has: page.getByRole('button', { name: 'Dog_v1, details' }) })
    const picture = ranked.locator('img')
    await vi.waitFor(
      async () =>
        expect(
          await picture.evaluate((image) => 'naturalWidth' in image && image.naturalWidth),
        ).toBeGreaterThan(0),
      PATIENCE,
    )
  })

  test('ranks 20,000 creatives in one browser and another, and draws those in sight', async () => {
    const other = await openPage(browser, { viewport: { width: 1280, height: 900 } })
    await other.goto(`${server.url}/`)
    await other.getByRole('button', { name: 'Cat_v1, details' }).waitFor()
    const rows = Array.from(
      { length: 20_000 },
      (_, index) => `2026-03-03,2026-03-03,Spring,Many_${index},${1000 + index},50,1.00,${index % 40}`,
    )
    const file = folder.write('many.csv', [META.split('\n')[0], ...rows, ''].join('\n'))
    await runPermille(['import', file, '--yes'], { cwd: folder.path })
    for (const [reader, load] of [
      [page, () => open('/')],
      [other, () => other.reload()],
    ] as const) {
      await load()
      const table = reader.getByRole('table', { name: /^Ranked/ })
      await table.waitFor()
      expect(Number(await table.getAttribute('aria-rowcount'))).toBeGreaterThan(20_000)
      expect(await table.getByRole('row').count()).toBeLessThan(100)
    }
    await other.close()
    await page.getByLabel('Search by name').fill('many_19999')
    await page.getByRole('button', { name: 'Many_19999, details' }).waitFor()
    await vi.waitFor(
      async () => expect(await page.getByRole('button', { name: /, details$/ }).count()).toBe(1),
      PATIENCE,
    )
  })

  test('tells of an import that ended with the server, and has it again', async () => {
    const reader = await openPage(browser, { viewport: { width: 1280, height: 900 } })
    const rows = Array.from(
      { length: 150_000 },
      (_, index) =>
        `2026-03-${10 + (index % 20)},2026-03-${10 + (index % 20)},Spring,Long_${index % 50},9,1,1.00,0`,
    )
    const file = folder.write('long.csv', [META.split('\n')[0], ...rows, ''].join('\n'))
    const offer = async () => {
      await reader.locator('input[type=file]').first().setInputFiles(file)
      await reader.getByRole('button', { name: 'Import long.csv' }).click()
    }
    await reader.goto(`${server.url}/data/import`)
    const begun = reader.waitForResponse((response) => response.status() === 202)
    await offer()
    await begun
    await server.stop('SIGKILL')
    server = await serveProject(folder.path, {
      flags: ['--port', new URL(server.url).port],
      until: /ready/,
    })
    await reader.reload()
    await reader.getByRole('button', { name: 'Jobs' }).click()
    const job = reader.getByRole('list', { name: 'Jobs' }).getByRole('listitem').first()
    await job.getByText('Interrupted: permille ended before it did').waitFor()
    await job.getByRole('link', { name: 'Import again' }).click()
    await offer()
    await reader.getByText('Stored. The ranking is now about your own data.').waitFor()
    const { loads } = JSON.parse((await send(server.url, '/api/v1/sources')).text)
    expect(
      loads.map(({ file, rows: stored }: { file: string; rows: number }) => [file, stored]),
    ).toContainEqual(['long.csv', 150_000])
    await reader.close()
  })
})
