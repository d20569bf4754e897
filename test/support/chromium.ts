import { type Browser, type BrowserContextOptions, type Page, chromium as playwright } from 'playwright-core'
import { chromiumPath } from './chromium-path.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts the machine's Chromium with a profile of its own, removed when the browser is closed. */
export async function chromium(): Promise<Browser> {
  const executablePath = chromiumPath()
  if (executablePath === null)
    throw new Error("no Chromium found: guard the test with requirement('chromium')")
  return await playwright.launch({ executablePath, args: flags })
}

/** Milliseconds a busy machine may take for what a quiet one does at once. */
export const PATIENCE = 120_000

/** Opens a page that waits as long as a busy machine needs. */
export async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const page = await browser.newPage(options)
  page.setDefaultTimeout(PATIENCE)
  return page
}
