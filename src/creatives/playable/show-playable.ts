import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser, Page, Route } from 'playwright-core'
import { LEAVES } from './mraid.ts'
import { openPlayable } from './open-playable.ts'
import { withBrowser } from './with-browser.ts'

/** What a playable looks like a moment after it began, and whom it asked for more. */
export interface ShownPlayable {
  /** As PNG. */
  readonly picture: Buffer
  /** Hosts it would have asked; it reached none. */
  readonly hosts: readonly string[]
  /** When it first wanted to lead somewhere else; `null` where it never did. */
  readonly leaves: 'untouched' | 'touched' | null
}

/** A name nothing answers to: what is not in the playable is not there. */
const ORIGIN = 'https://playable.invalid'
const SCREEN = { width: 360, height: 640 }
const BEGIN_MS = 8_000
const PLAY_MS = 2_500
const SHOOT_MS = 6_000
const MOST_REQUESTS = 2000
/** Where it is touched after it was looked at: the middle, and where a button mostly is. */
const TOUCHES = [
  [180, 320],
  [180, 560],
] as const
const TOUCH_MS = 400
const MOST_TOUCH_MS = 2_000

/** What is seen of a playable while it runs. */
interface Watched {
  readonly hosts: Set<string>
  /** Whether it was touched. */
  isTouched: boolean
  leaves: ShownPlayable['leaves']
}

function leave(watched: Watched): void {
  watched.leaves ??= watched.isTouched ? 'touched' : 'untouched'
}

/** The page runs without an origin of its own. What it asks of others is seen and refused below. */
const POLICY = "sandbox allow-scripts; form-action 'none'"

/** What the browser says of a window or another program that a page without an origin may not open. */
const REFUSED = /^(Blocked opening|Not allowed to launch|Failed to launch)/

const FLAGS = [
  // Nothing is reached: every request is answered here, and what is not asked for that way finds no way out.
  '--proxy-server=127.0.0.1:9',
  '--proxy-bypass-list=<-loopback>',
  '--host-resolver-rules=MAP * ~NOTFOUND',
]

async function answerRequest(route: Route, path: string, format: string, watched: Watched): Promise<void> {
  const url = new URL(route.request().url())
  if (url.origin !== ORIGIN) {
    if (url.host !== '') watched.hosts.add(url.host)
    // An empty answer leaves the page where it is, an error would show the browser's own.
    if (route.request().isNavigationRequest()) {
      leave(watched)
      return route.fulfill({ status: 204 })
    }
    return route.abort('blockedbyclient')
  }
  const found = await openPlayable(path, format, decodeURIComponent(url.pathname.slice(1)))
  if (found === null) return route.fulfill({ status: 404, body: '' })
  const headers = { 'access-control-allow-origin': '*', 'content-security-policy': POLICY }
  return route.fulfill({ contentType: found.type, headers, body: await buffer(found.stream) })
}

async function openPage(browser: Browser, path: string, format: string, watched: Watched): Promise<Page> {
  const context = await browser.newContext({
    ...{ viewport: SCREEN, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
    ...{ serviceWorkers: 'block', acceptDownloads: false, locale: 'en-US' },
  })
  let requests = 0
  await context.route('**/*', (route) => {
    requests += 1
    // A request that fails here belongs to a page that is gone.
    const answered =
      requests > MOST_REQUESTS ? route.abort('blockedbyclient') : answerRequest(route, path, format, watched)
    return answered.catch(() => {})
  })
  const page = await context.newPage()
  page.on('dialog', (dialog) => void dialog.dismiss().catch(() => {}))
  page.on('console', (said) => {
    if (said.text() === LEAVES || REFUSED.test(said.text())) leave(watched)
  })
  context.on('page', (popup) => {
    leave(watched)
    popup.close().catch(() => {})
  })
  return page
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

/** Touches what is shown, so that it may lead where it wants to; a page too busy to be touched leads nowhere. */
async function touch(page: Page, watched: Watched): Promise<void> {
  watched.isTouched = true
  const touches = async () => {
    for (const [x, y] of TOUCHES) {
      await page.touchscreen.tap(x, y)
      await wait(TOUCH_MS)
    }
  }
  await Promise.race([touches().catch(() => {}), wait(MOST_TOUCH_MS)])
}

/** Shows a playable in a browser of its own that reaches nothing, for a few seconds; throws what kept it from being shown. */
export async function showPlayable(
  chromiumPath: string,
  path: string,
  format: string,
  main: string,
): Promise<ShownPlayable> {
  const watched: Watched = { hosts: new Set(), isTouched: false, leaves: null }
  try {
    const picture = await withBrowser(chromiumPath, FLAGS, async (browser) => {
      const page = await openPage(browser, path, format, watched)
      const shown = await shoot(page, main)
      await touch(page, watched)
      return shown
    })
    return { picture, hosts: [...watched.hosts].toSorted(), leaves: watched.leaves }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    throw new Error(/^its /.test(message) ? message : 'its page could not be shown')
  }
}
