import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page, Request } from 'playwright-core'
import { z } from 'zod'
import type { BrowserProxy } from '#net/browser-proxy.ts'
import type { PageHop, PageLoad } from '#schema/answer/pages-answer.ts'

const LOAD_MS = 30_000
/** Time a loaded page has to lead elsewhere by itself. */
const SETTLE_MS = 1_000
const SCREEN = { width: 390, height: 844 }
const MOST_HOPS = 30

const Times = z.object({
  origin: z.number(),
  firstByte: z.number(),
  load: z.number().positive(),
  paint: z.number().nullable(),
})

/** Run inside the page, as text: what its browser measured. */
const READ_TIMES = `(() => {
  const [own] = performance.getEntriesByType('navigation')
  const paint = performance.getEntriesByName('first-contentful-paint')[0]
  return { origin: performance.timeOrigin, firstByte: own.responseStart, load: own.loadEventEnd, paint: paint ? paint.startTime : null }
})()`

async function hopOf(asked: Request, index: number): Promise<PageHop> {
  const answer = await Promise.race([asked.response().catch(() => null), wait(SETTLE_MS, null)])
  const by = index === 0 ? 'asked' : asked.redirectedFrom() === null ? 'page' : 'server'
  return { address: asked.url(), status: answer?.status() ?? null, by }
}

/** Why a page did not load, said of the last address it led to. */
function failureOf(error: unknown, last: string, proxy: BrowserProxy): Error {
  const url = URL.parse(last)
  if (url !== null && !/^https?:$/.test(url.protocol))
    return new Error(`it leads to ${url.protocol}, which opens an app and no page`)
  const host = url?.hostname ?? 'its host'
  const problem = proxy.problemOf(host)
  if (problem !== null) return new Error(problem.includes(host) ? problem : `${host}: ${problem}`)
  const message = error instanceof Error ? error.message : ''
  if (error instanceof Error && error.name === 'TimeoutError')
    return new Error(`it had not loaded after ${LOAD_MS / 1000} s`)
  const [code] = /ERR_[A-Z_]+/.exec(message) ?? []
  return new Error(code === undefined ? 'its page could not be loaded' : `${host}: ${code}`)
}

/** Waits until the page has loaded, and whatever it leads to by itself has. */
async function settle(page: Page, asked: readonly Request[]): Promise<void> {
  for (let seen = 0; seen !== asked.length && asked.length < MOST_HOPS; ) {
    seen = asked.length
    await wait(SETTLE_MS)
    await page.waitForLoadState('load', { timeout: LOAD_MS })
  }
}

async function openOnce(page: Page, address: string, proxy: BrowserProxy): Promise<PageLoad> {
  const before = proxy.received()
  const asked: Request[] = []
  let requests = 0
  page.on('request', (request) => {
    requests += 1
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) asked.push(request)
  })
  try {
    await page.goto(address, { waitUntil: 'load', timeout: LOAD_MS })
    await settle(page, asked)
    const times = Times.parse(await page.evaluate(READ_TIMES))
    const hops = await Promise.all(asked.map(hopOf))
    const status = hops.at(-1)?.status ?? null
    if (status === null) throw new Error('its page could not be loaded')
    // A page that leads on by itself begins a clock of its own.
    const isOne = hops.every(({ by }) => by !== 'page')
    const head = isOne ? 0 : Math.max(0, times.origin - (asked[0]?.timing().startTime ?? times.origin))
    return {
      hops,
      status,
      requests,
      bytes: proxy.received() - before,
      firstByteMs: Math.round(head + times.firstByte),
      paintMs: times.paint === null ? null : Math.round(head + times.paint),
      loadMs: Math.round(head + times.load),
    }
  } catch (error) {
    throw failureOf(error, asked.at(-1)?.url() ?? address, proxy)
  }
}

/** Opens an address once as a phone would that never saw it; throws why it did not load. */
export async function loadPage(browser: Browser, address: string, proxy: BrowserProxy): Promise<PageLoad> {
  const { devices } = await import('playwright-core')
  const userAgent = devices['Pixel 7']?.userAgent
  const context = await browser.newContext({
    ...{ viewport: SCREEN, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    ...{ serviceWorkers: 'block', acceptDownloads: false, locale: 'en-US' },
    ...(userAgent === undefined ? {} : { userAgent }),
  })
  try {
    const page = await context.newPage()
    page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}))
    context.on('page', (popup) => void popup.close().catch(() => {}))
    return await openOnce(page, address, proxy)
  } finally {
    await context.close().catch(() => {})
  }
}
