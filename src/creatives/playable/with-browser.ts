import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { childrenOf, commandOf, memoryOfTree } from './memory-of.ts'

const END_MS = 5_000
const WATCH_MS = 250
const MOST_MEMORY = 1_000_000_000

/** Switches every browser is begun with: it talks to nobody by itself. */
const FLAGS = [
  ...['--disable-gpu', '--mute-audio', '--no-first-run', '--disable-sync', '--disable-breakpad'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-default-apps'],
  ...['--webrtc-ip-handling-policy=disable_non_proxied_udp', '--disable-quic'],
  '--js-flags=--max-old-space-size=512',
]

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

/** Lends a browser of its own, ended afterwards and as soon as it takes too much memory; what it throws begins with `its`. */
export async function withBrowser<T>(
  chromiumPath: string,
  flags: readonly string[],
  use: (browser: Browser) => Promise<T>,
): Promise<T> {
  const { chromium } = await import('playwright-core')
  // Chromium's own sandbox does not work for root.
  const isRoot = process.getuid?.() === 0
  // Chromium passes switches over that it does not know; this one tells its processes from others of ours.
  const mark = `--permille-browser=${randomUUID()}`
  const browser = await chromium
    .launch({
      executablePath: chromiumPath,
      chromiumSandbox: !isRoot,
      args: [...FLAGS, ...flags, mark],
      timeout: 30_000,
    })
    .catch(() => {
      throw new Error('its page was not shown: Chromium does not start')
    })
  const done = new AbortController()
  const own = childrenOf(process.pid).filter((pid) => commandOf(pid).includes(mark))
  const memory = watchMemory(own, done.signal)
  try {
    return await use(browser)
  } catch (error) {
    if (memory.isOver()) throw new Error(`its page takes more than ${MOST_MEMORY / 1e9} GB of memory`)
    throw error
  } finally {
    done.abort()
    await Promise.race([browser.close().catch(() => {}), wait(END_MS, undefined, { ref: false })])
  }
}
