// Draws every page of the sample in both themes, wide and on a phone, into the ignored folder screenshots/.
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PAGES } from '../test/page/page-addresses.ts'
import { chromium } from '../test/support/chromium.ts'
import { repository } from '../test/support/repository.ts'
import { serveProject } from '../test/support/serve-project.ts'
import { temporaryProject } from '../test/support/temporary-project.ts'

const WIDTHS = [1280, 390]
const SCHEMES = ['light', 'dark'] as const
const TALLEST = 3000
const wanted = process.argv.slice(2)

const folder = join(repository, 'screenshots')
if (wanted.length === 0) await rm(folder, { recursive: true, force: true })
await mkdir(folder, { recursive: true })
const project = temporaryProject()
const [server, browser] = await Promise.all([serveProject(project.path, { until: /ready/ }), chromium()])
try {
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme })
      for (const { name, path, whole } of PAGES) {
        if (wanted.length > 0 && !wanted.includes(name)) continue
        await page.goto(server.url + path)
        await page.locator(whole).first().waitFor({ timeout: 60_000 })
        await page.waitForLoadState('networkidle')
        // As tall as the page, so that what is fixed to the window's foot covers nothing.
        const height = await page.evaluate<number>('document.documentElement.scrollHeight')
        await page.setViewportSize({ width, height: Math.min(Math.max(height, 900), TALLEST) })
        const file = `${name}-${width}-${colorScheme}.png`
        await page.screenshot({ path: join(folder, file) })
        await page.setViewportSize({ width, height: 900 })
        process.stdout.write(`${file}\n`)
      }
      await page.close()
    }
  }
} finally {
  await browser.close()
  await server.stop()
  project.remove()
}
