import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page, Route } from 'playwright-core'
import { childrenOf, memoryOfTree } from './memory-of.ts'
import { openPlayable } from './open-playable.ts'

/** What a playable looks like a moment after it began, and whom it asked for more. */
export interface ShownPlayable {
  /** As PNG. */
  readonly picture: Buffer
  /** Hosts it would have asked; it reached none. */
  readonly hosts: readonly string[]
}

/** A name nothing answers to: what is not in the playable is not there. */
const ORIGIN = 'https://playable.invalid'
const SCREEN = { width: 360, height: 640 }
const BEGIN_MS = 8_000
const PLAY_MS = 2_500
const SHOOT_MS = 6_000
const END_MS = 5_000
const WATCH_MS = 250
const MOST_MEMORY = 1_000_000_000
const MOST_REQUESTS = 2000

/** The page runs without an origin of its own. What it asks of others is seen and refused below. */
const POLICY = "sandbox allow-scripts; form-action 'none'"

const FLAGS = [
  ...['--disable-gpu', '--mute-audio', '--no-first-run', '--disable-sync', '--disable-breakpad'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-default-apps'],
  // Nothing is reached: every request is answered here, and what is not asked for that way finds no way out.
  ...[
    '--proxy-server=127.0.0.1:9',
    '--proxy-bypass-list=<-loopback>',
    '--host-resolver-rules=MAP * ~NOTFOUND',
  ],
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--js-flags=--max-old-space-size=512',
]

async function answerRequest(route: Route, path: string, format: string, hosts: Set<string>): Promise<void> {
  const url = new URL(route.request().url())
  if (url.origin !== ORIGIN) {
    if (url.host !== '') hosts.add(url.host)
    // An empty answer leaves the page where it is, an error would show the browser's own.
    if (route.request().isNavigationRequest()) return route.fulfill({ status: 204 })
    return route.abort('blockedbyclient')
  }
  const found = await openPlayable(path, format, decodeURIComponent(url.pathname.slice(1)))
  if (found === null) return route.fulfill({ status: 404, body: '' })
  const headers = { 'access-control-allow-origin': '*', 'content-security-policy': POLICY }
  return route.fulfill({ contentType: found.type, headers, body: await buffer(found.stream) })
}

async function openPage(browser: Browser, path: string, format: string, hosts: Set<string>): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: SCREEN, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    ...{ serviceWorkers: 'block', acceptDownloads: false, locale: 'en-US' },
  })
  let requests = 0
  await context.route('**/*', (route) => {
    requests += 1
    // A request that fails here belongs to a page that is gone.
    const answered =
      requests > MOST_REQUESTS ? route.abort('blockedbyclient') : answerRequest(route, path, format, hosts)
    return answered.catch(() => {})
  })
  const page = await context.newPage()
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}))
  context.on('page', (popup) => void popup.close().catch(() => {}))
  return page
}

/** Ends the largest of these processes once they take too much; `isOver` answers whether it did. */
function watchMemory(roots: readonly number[], signal: AbortSignal): { readonly isOver: () => boolean } {
  let isOver = false
  const timer = setInterval(() => {
    const all = roots.flatMap(memoryOfTree)
    if (all.reduce((sum, { bytes }) => sum + bytes, 0) <= MOST_MEMORY) return
    isOver = true
    const [largest] = all.toSorted((one, other) => other.bytes - one.bytes)
    if (largest !== undefined) process.kill(largest.pid, 'SIGKILL')
  }, WATCH_MS)
  signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  return { isOver: () => isOver }
}

async function shoot(page: Page, main: string): Promise<Buffer> {
  const address = `${ORIGIN}/${main.split('/').map(encodeURIComponent).join('/')}`
  const crashed = new Promise<never>((_, reject) => {
    page.once('crash', () => reject(new Error('its page crashed')))
  })
  const shown = async () => {
    // A page that is never done loading may still be looked at.
    await page.goto(address, { waitUntil: 'load', timeout: BEGIN_MS }).catch((error: unknown) => {
      if (!(error instanceof Error && error.name === 'TimeoutError')) throw error
    })
    await wait(PLAY_MS)
    const busy = 'its page was busy for so long that nothing was shown'
    return Promise.race([
      page.screenshot({ type: 'png', timeout: SHOOT_MS }),
      wait(SHOOT_MS + 500).then(() => {
        throw new Error(busy)
      }),
    ]).catch((error: unknown) => {
      throw error instanceof Error && error.name === 'TimeoutError' ? new Error(busy) : error
    })
  }
  return Promise.race([shown(), crashed])
}

/** Shows a playable in a browser of its own that reaches nothing, for a few seconds; throws what kept it from being shown. */
export async function showPlayable(
  chromiumPath: string,
  path: string,
  format: string,
  main: string,
): Promise<ShownPlayable> {
  const { chromium } = await import('playwright-core')
  // Chromium's own sandbox does not work for root.
  const isRoot = process.getuid?.() === 0
  const others = new Set(childrenOf(process.pid))
  const browser = await chromium
    .launch({ executablePath: chromiumPath, chromiumSandbox: !isRoot, args: FLAGS, timeout: 30_000 })
    .catch(() => {
      throw new Error('its page was not shown: Chromium does not start')
    })
  const done = new AbortController()
  const own = childrenOf(process.pid).filter((pid) => !others.has(pid))
  const memory = watchMemory(own, done.signal)
  const hosts = new Set<string>()
  try {
    const picture = await shoot(await openPage(browser, path, format, hosts), main)
    return { picture, hosts: [...hosts].toSorted() }
  } catch (error) {
    if (memory.isOver()) throw new Error(`its page takes more than ${MOST_MEMORY / 1e9} GB of memory`)
    const message = error instanceof Error ? error.message : ''
    throw new Error(/^its /.test(message) ? message : 'its page could not be shown')
  } finally {
    done.abort()
    await Promise.race([browser.close().catch(() => {}), wait(END_MS, undefined, { ref: false })])
  }
}
