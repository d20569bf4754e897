import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromium, openPage } from '../support/chromium.ts'
import { putSample } from '../support/put-sample.ts'
import { requirement } from '../support/requirement.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { seriousFindings } from './axe.ts'

requirement('chromium').describe('people, tokens, links and views on the page', () => {
  let folder: TemporaryProject
  let server: ServedProject
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    folder = temporaryProject()
    await putSample(folder)
    ;[server, browser] = await Promise.all([serveProject(folder.path, { until: /is ready/ }), chromium()])
    page = await openPage(browser, { viewport: { width: 1280, height: 900 } })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const row = (table: string, name: string) =>
    page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: name })

  test('somebody is invited, kept out and let in; a token is shown once and revoked', async () => {
    await page.goto(`${server.url}/settings/access`)
    await page.getByLabel('Name or mail address').fill('grace')
    await button('Invite').click()
    await page.getByText(/#code=/).waitFor()
    await button('Disable grace').click()
    await row('People', 'disabled').waitFor()
    await button('Enable grace').click()
    await row('People', 'no password yet').waitFor()
    await page.getByLabel('What it is for').fill('nightly')
    await button('Make a token').click()
    await page.getByText(/^permille_[\w-]{20,}$/).waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await button('Revoke nightly').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await row('Tokens of programs', 'revoked').waitFor()
    await row('Audit log', 'tokens revoke').waitFor()
    await page.reload()
    await row('Tokens of programs', 'revoked').waitFor()
    expect(await page.getByText(/^permille_/).count()).toBe(0)
  })

  test('a view is saved, found by the palette, renamed, removed and brought back', async () => {
    const address = `${server.url}/?by=network&last=28d`
    await page.goto(address)
    await button('Saved views').click()
    await page.getByLabel('This view is called').fill('Networks, 28 days')
    await button('Save this view').click()
    await button('Rename Networks, 28 days').click()
    await page.getByLabel('New name of Networks, 28 days').fill('By network')
    await button('Rename').click()
    await button('Remove By network').click()
    await button('Undo').click()
    await button('Remove By network').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.goto(`${server.url}/settings`)
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').fill('By network')
    await page.getByRole('option', { name: /By network/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(address)
  })

  test('rows are taken away as a file, and a link opens the report for anybody', async () => {
    await button('Export and share').click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'All rows as XLSX' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/\.xlsx$/)
    await button('Export and share').click()
    await page.getByRole('menuitem', { name: 'Link to the report …' }).click()
    await page.getByLabel('What it is for').fill('agency')
    await button('Make the link').click()
    const link = (await page.getByText(/\/share\//).textContent()) ?? ''
    const report = await openPage(browser, { viewport: { width: 1280, height: 900 } })
    await report.goto(link)
    await report.getByRole('heading', { level: 1 }).waitFor()
    expect(await report.getByRole('table').count()).toBeGreaterThan(0)
  })
})
