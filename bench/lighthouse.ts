import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { z } from 'zod'
import { chromiumPath } from '../test/support/chromium-path.ts'
import { isQuick, median, numberOption, ROOT, textOption } from './kit/measure.ts'
import { report } from './kit/report.ts'
import { startServer } from './kit/start-server.ts'

const INSTALLED = join(ROOT, 'bench/lighthouse/node_modules/lighthouse/core/index.js')
const INSTALL = 'npm install --no-save --prefix bench/lighthouse --ignore-scripts --no-audit --no-fund'

const PAGES = [
  { name: 'leaderboard', path: '/' },
  { name: 'overview', path: '/overview' },
]

const Score = z.object({ score: z.number() })
const Figure = z.object({ numericValue: z.number() })
const Run = z.object({
  lhr: z.object({
    categories: z.object({ performance: Score, accessibility: Score }),
    audits: z
      .object({
        'first-contentful-paint': Figure,
        'largest-contentful-paint': Figure,
        'total-blocking-time': Figure,
        'cumulative-layout-shift': Figure,
        'speed-index': Figure,
      })
      .catchall(z.looseObject({ title: z.string(), score: z.number().nullable() })),
  }),
})
const Told = z.object({ lhr: z.object({ runtimeError: z.object({ message: z.string() }).optional() }) })
const Lighthouse = z.object({
  default: z.custom<(url: string, flags: object, config: unknown) => Promise<unknown>>(
    (value) => typeof value === 'function',
  ),
  desktopConfig: z.unknown(),
})

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

/** Looks at pages of the sample project with Lighthouse’s desktop settings, in this machine’s Chromium. */
export async function benchLighthouse(): Promise<void> {
  if (!existsSync(INSTALLED)) throw new Error(`Lighthouse is not installed: ${INSTALL}`)
  const executablePath = chromiumPath()
  if (executablePath === null) throw new Error('no Chromium found: set CHROMIUM')
  const { default: lighthouse, desktopConfig } = Lighthouse.parse(await import(pathToFileURL(INSTALLED).href))
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  const times = numberOption('times', isQuick() ? 1 : 5)
  const port = await freePort()
  const server = await startServer(textOption('project') ?? folder)
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', `--remote-debugging-port=${port}`],
  })
  try {
    const measured = []
    for (const { name, path } of PAGES) {
      // The first request builds the sample.
      await (await fetch(`${server.url}/api/v1/rank`)).text()
      const runs: z.infer<typeof Run>['lhr'][] = []
      for (let tries = 0; runs.length < times; tries += 1) {
        const flags = { port, output: 'json', onlyCategories: ['performance', 'accessibility'] }
        const told = await lighthouse(`${server.url}${path}`, flags, desktopConfig)
        // Now and then it misses the beginning of a page and says so.
        const { runtimeError } = Told.parse(told).lhr
        if (runtimeError === undefined) runs.push(Run.parse(told).lhr)
        else if (tries === 2 * times)
          throw new Error(`Lighthouse cannot look at ${path}: ${runtimeError.message}`)
      }
      const middle = (read: (run: (typeof runs)[number]) => number) => median(runs.map(read))
      measured.push({ name, runs, middle })
    }
    const whole = (value: number) => Math.round(value).toLocaleString('en')
    await report({
      name: 'lighthouse',
      columns: [
        '',
        'performance',
        'accessibility',
        'first paint, ms',
        'largest paint, ms',
        'blocked, ms',
        'layout shift',
      ],
      rows: measured.map(({ name, middle }) => [
        name,
        whole(100 * middle(({ categories }) => categories.performance.score)),
        whole(100 * middle(({ categories }) => categories.accessibility.score)),
        whole(middle(({ audits }) => audits['first-contentful-paint'].numericValue)),
        whole(middle(({ audits }) => audits['largest-contentful-paint'].numericValue)),
        whole(middle(({ audits }) => audits['total-blocking-time'].numericValue)),
        middle(({ audits }) => audits['cumulative-layout-shift'].numericValue).toFixed(3),
      ]),
      findings: [
        `Medians of ${times} runs of the sample project; both scores must be at least 95.`,
        ...measured.map(({ name, runs }) => {
          const short = Object.values(runs.at(-1)?.audits ?? {}).flatMap((audit) =>
            'title' in audit && audit.score !== null && audit.score < 0.9 ? [audit.title] : [],
          )
          return `${name}: ${short.length === 0 ? 'nothing' : short.join('; ')} below 0.9.`
        }),
      ],
    })
  } finally {
    await browser.close()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchLighthouse()
