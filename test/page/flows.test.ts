import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { chromium, openPage, PATIENCE } from '../support/chromium.ts'
import { requirement } from '../support/requirement.ts'
import { runPermille } from '../support/run-permille.ts'
import { send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { watchPage } from './watch-page.ts'

const META = `Reporting starts,Reporting ends,Campaign name,Ad name,Impressions,Link clicks,Amount spent (USD),App installs
2026-03-01,2026-03-01,Spring,Cat_v1,50000,900,120.50,700
2026-03-02,2026-03-02,Spring,Cat_v1,50000,910,118.00,750
2026-03-01,2026-03-01,Spring,Dog_v1,40000,300,90.00,220
2026-03-02,2026-03-02,Spring,Dog_v1,60000,420,131.00,330
2026-03-02,2026-03-02,Spring,Mole_v1,many,4,1.00,3
`

requirement('chromium').describe('from page to page', () => {
  let folder: TemporaryProject
  let server: ServedProject
  let browser: Browser
  let page: Page
  let wrong: readonly string[]

  beforeAll(async () => {
    folder = temporaryProject()
    await runPermille(['import', folder.write('meta.csv', META), '--yes'], { cwd: folder.path })
    ;[server, browser] = await Promise.all([serveProject(folder.path, { until: /ready/ }), chromium()])
    // Building the sample takes a while on a busy machine.
    await send(server.url, '/api/v1/project?sample=studio')
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
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: 'In pairs: download as CSV' }).click()
    expect((await saved).suggestedFilename()).toBe('permille-compare-pairs.csv')
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
    await page.getByRole('link', { name: 'Merged creatives' }).click()
    await page.getByRole('button', { name: 'Take apart Pets' }).click()
    await page.getByRole('button', { name: 'Take apart Pets' }).waitFor({ state: 'detached' })
    await page.getByRole('link', { name: 'Creatives', exact: true }).click()
    await page.getByRole('button', { name: 'Cat_v1, details' }).waitFor()
    await page.getByRole('button', { name: 'Dog_v1, details' }).waitFor()
  })
})
