import type { Browser } from 'playwright-core'
import { type BrowserProxy, openBrowserProxy } from '#net/browser-proxy.ts'
import type { NetSetting } from '#net/http-client.ts'
import { isPrivateLiteral } from '#net/public-address.ts'
import type { PageLoad, PageTiming } from '#schema/answer/pages-answer.ts'
import { withBrowser } from '../playable/with-browser.ts'
import { loadPage } from './load-page.ts'

/** Of one load. */
const MOST_BYTES = 50_000_000

/** Why no browser is sent to an address; `null` where one may be. */
export function whyNotAsked(address: string): string | null {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return 'what its report tells is no web address'
  if (/[{}]|%7[Bb]|__[A-Z_]+__/.test(address))
    return 'its address holds a placeholder that a network fills in'
  if (url.username !== '' || url.password !== '') return 'its address holds a password'
  if (url.port !== '') return `port ${url.port} of ${url.hostname} is not asked`
  if (isPrivateLiteral(url.hostname)) return `${url.hostname} is not a public address`
  return null
}

export type Measured = Omit<PageTiming, 'at'>

interface Asked {
  readonly loads: number
  readonly onTimed: (timing: Measured) => void
  readonly signal?: AbortSignal
}

const failed = (address: string, loads: number, reason: string): Measured => ({
  ...{ address, loads, load: null, fastestMs: null, slowestMs: null },
  notComputed: { load: reason },
})

async function timePage(
  browser: Browser,
  proxy: BrowserProxy,
  address: string,
  { loads, signal }: Asked,
): Promise<Measured> {
  const refused = whyNotAsked(address)
  if (refused !== null) return failed(address, 0, refused)
  const found: PageLoad[] = []
  try {
    for (let count = 0; count < loads; count += 1) {
      signal?.throwIfAborted()
      found.push(await loadPage(browser, address, proxy))
    }
  } catch (error) {
    signal?.throwIfAborted()
    return failed(address, found.length, error instanceof Error ? error.message : 'it did not load')
  }
  const sorted = found.toSorted((one, other) => one.loadMs - other.loadMs)
  return {
    ...{ address, loads, load: sorted[Math.floor((sorted.length - 1) / 2)] ?? null },
    fastestMs: sorted[0]?.loadMs ?? null,
    slowestMs: sorted.at(-1)?.loadMs ?? null,
    notComputed: {},
  }
}

/** Opens each address several times in a browser and tells the load of middle length, or why there is none. */
export async function timePages(
  { chromium, net }: { readonly chromium: string; readonly net: Pick<NetSetting, 'replayAt'> },
  addresses: readonly string[],
  asked: Asked,
): Promise<void> {
  const proxy = await openBrowserProxy(net, MOST_BYTES * addresses.length * asked.loads)
  const flags = [
    `--proxy-server=http://127.0.0.1:${proxy.port}`,
    // Nothing goes around the proxy, this machine least of all.
    '--proxy-bypass-list=<-loopback>',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  ]
  const left = [...addresses]
  try {
    // A page may end its browser; the next one then gets another.
    while (left.length > 0)
      await withBrowser(chromium, flags, async (browser) => {
        while (browser.isConnected()) {
          const address = left.shift()
          if (address === undefined) return
          asked.onTimed(await timePage(browser, proxy, address, asked))
        }
      })
  } finally {
    await proxy.close()
  }
}
