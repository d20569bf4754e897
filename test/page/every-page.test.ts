import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { chromium, openPage, PATIENCE } from '../support/chromium.ts'
import { putSample } from '../support/put-sample.ts'
import { requirement } from '../support/requirement.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { seriousFindings } from './axe.ts'
import { PAGES } from './page-addresses.ts'
import { watchPage } from './watch-page.ts'

requirement('chromium').describe('every page', () => {
  let folder: TemporaryProject
  let server: ServedProject
  let browser: Browser

  beforeAll(async () => {
    folder = temporaryProject()
    await putSample(folder)
    ;[server, browser] = await Promise.all([serveProject(folder.path, { until: /ready/ }), chromium()])
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  test.each(PAGES)('$name: accessible in both themes, and read on a phone', async ({ path, whole }) => {
    const page = await openPage(browser, {
      viewport: { width: 1280, height: 900 },
      colorScheme: 'light',
      reducedMotion: 'reduce',
    })
    const wrong = watchPage(page)
    await page.goto(server.url + path)
    await page.locator(whole).first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await seriousFindings(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.locator('html[data-mantine-color-scheme=dark]').waitFor()
    expect(await seriousFindings(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    await page.locator(whole).first().waitFor()
    await vi.waitFor(
      async () => expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(390),
      PATIENCE,
    )
    // A table that is wider than a phone is read as cards.
    const wide = await page
      .locator('[data-stacked]')
      .evaluateAll((frames) =>
        frames.filter((frame) => frame.scrollWidth > frame.clientWidth).map((frame) => frame.textContent),
      )
    expect(wide).toEqual([])
    expect(wrong).toEqual([])
    await page.close()
  })
})
