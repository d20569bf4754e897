import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { z } from 'zod'
import { chromiumPath } from '../test/support/chromium-path.ts'
import { firstScript } from '../test/support/first-script.ts'
import { buildStudio } from './kit/build-studio.ts'
import { isQuick, median, numberOption, textOption } from './kit/measure.ts'
import { quantile } from './kit/open-loop.ts'
import { report } from './kit/report.ts'
import { startServer } from './kit/start-server.ts'
import { FIRST_ROWS, NEXT_REPAINT } from './kit/watch-painting.ts'

const CREATIVES = 20_000
/** Enough that each creative runs on each of 90 days on each of four networks, half of the rows installs. */
const ROWS = 14_400_000
const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime`

/** What the ranking asks beside its rows: which of them wear out. */
const WORN = '/api/v1/fatigue?state=fatiguing&state=exhausted'

const Ranked = z.object({ rows: z.array(z.unknown()) })

interface Opened {
  readonly painted: number
  readonly ranked: number
  readonly kilobytes: number
}

interface Changed {
  /** Milliseconds of changes to a question nobody has asked before, and back to one that was. */
  readonly asked: readonly number[]
  readonly known: readonly number[]
}

async function seconds<T>(work: () => Promise<T>): Promise<{ readonly seconds: number; readonly result: T }> {
  const start = performance.now()
  const result = await work()
  return { seconds: (performance.now() - start) / 1000, result }
}

/** Opens the ranking in a browser that has nothing of it yet. */
async function openFresh(browser: Browser, url: string): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(120_000)
  const sizes: Promise<number>[] = []
  page.on('requestfinished', (request) => {
    if (request.resourceType() !== 'script') return
    sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize))
  })
  await page.addInitScript(FIRST_ROWS)
  await page.goto(url)
  const ranked = await page.evaluate<number>('rowsPainted')
  const painted = await page.evaluate<number>(FIRST_PAINT)
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
  await page.close()
  return { painted, ranked, kilobytes: bytes / 1000 }
}

/** Clicks something that changes the question; the milliseconds until its answer is painted. */
async function change(page: Page, click: () => Promise<void>): Promise<number> {
  await page.evaluate(`(() => {${NEXT_REPAINT}})()`)
  await click()
  return await page.evaluate<number>('repainted')
}

/** Goes through every preset of days without a filter, and with each network as one. */
async function changeOften(browser: Browser, url: string): Promise<Changed> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  page.setDefaultTimeout(120_000)
  await page.goto(url)
  await page
    .getByRole('button', { name: /, details$/ })
    .first()
    .waitFor()
  const asked: number[] = []
  const known: number[] = []
  const days = page.getByRole('button', { name: /^Days:/ })
  const presets = page
    .getByRole('dialog', { name: 'Days' })
    .getByRole('button', { name: /^(All time|Last \d+ days)$/ })
  async function eachPreset(): Promise<void> {
    await days.click()
    const names = await presets.allTextContents()
    const now = await page.getByRole('dialog', { name: 'Days' }).locator('[aria-pressed=true]').textContent()
    await days.click()
    for (const name of names.filter((one) => one !== now)) {
      await days.click()
      asked.push(await change(page, () => presets.getByText(name, { exact: true }).click()))
    }
  }
  await eachPreset()
  const open = page.getByRole('button', { name: 'Filter', exact: true })
  await open.click()
  const boxes = page.getByRole('checkbox')
  await boxes.first().waitFor()
  const networks = Math.min(4, await boxes.count())
  await open.click()
  for (let network = 0; network < networks; network += 1) {
    await open.click()
    await boxes.nth(network).click()
    asked.push(await change(page, () => page.getByRole('button', { name: 'Add filter' }).click()))
    await eachPreset()
    known.push(await change(page, () => page.getByRole('button', { name: /^Remove filter/ }).click()))
  }
  await page.close()
  return { asked, known }
}

/** Opens the ranking and changes its question in this machine’s Chromium, on the sample and on a large project. */
export async function benchPage(): Promise<void> {
  const executablePath = chromiumPath()
  if (executablePath === null) throw new Error('no Chromium found: set CHROMIUM')
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  const times = numberOption('times', isQuick() ? 2 : 7)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    const large = textOption('project') ?? (await buildStudio(folder, numberOption('rows', ROWS), CREATIVES))
    await mkdir(join(folder, 'sample'))
    const measured = []
    for (const { name, project } of [
      { name: 'sample project', project: join(folder, 'sample') },
      { name: 'studio', project: large },
    ]) {
      const server = await startServer(project)
      try {
        // The first answers of the sample build it, and are kept as those of the other are.
        const first = await seconds(async () => {
          const { rows } = Ranked.parse(await (await fetch(`${server.url}/api/v1/rank`)).json())
          return rows.length
        })
        const worn = await seconds(async () => {
          await (await fetch(server.url + WORN)).arrayBuffer()
        })
        const opened: Opened[] = []
        for (let time = 0; time < times; time += 1) opened.push(await openFresh(browser, server.url))
        measured.push({
          name,
          rows: first.result,
          first: first.seconds,
          worn: worn.seconds,
          opened,
          ...(await changeOften(browser, server.url)),
        })
      } finally {
        await server.stop()
      }
    }
    const whole = (value: number) => Math.round(value).toLocaleString('en')
    const share = (values: readonly number[], of: number) =>
      whole(
        quantile(
          values.toSorted((a, b) => a - b),
          of,
        ),
      )
    const { files, bytes } = firstScript()
    await report({
      name: 'page',
      columns: [
        '',
        'creatives ranked',
        'first contentful paint, ms',
        'ranked rows, ms',
        'another filter, p50 ms',
        'p95 ms',
        'back to one seen, p50 ms',
        'longest ms',
        'JavaScript, kB',
      ],
      rows: measured.map(({ name, rows, opened, asked, known }) => [
        name,
        whole(rows),
        whole(median(opened.map(({ painted }) => painted))),
        whole(median(opened.map(({ ranked }) => ranked))),
        share(asked, 0.5),
        share(asked, 0.95),
        share(known, 0.5),
        share(known, 1),
        whole(median(opened.map(({ kilobytes }) => kilobytes))),
      ]),
      findings: [
        `Medians of ${times} openings, each in a browser that has kept nothing, of a ranking the server has answered before; then ${measured.map(({ asked }) => asked.length).join(' and ')} changes of days or network to what nobody had asked, and ${measured.map(({ known }) => known.length).join(' and ')} back, by the mouse: from the click to the frame after which the table changes no more.`,
        `Before, and once for all who look until the rows change: the first ranking after the start ${measured.map(({ name, first }) => `${first.toFixed(1)} s (${name})`).join(', ')}, and then what wears out, which marks its rows when it comes, ${measured.map(({ name, worn }) => `${worn.toFixed(1)} s (${name})`).join(', ')}.`,
        `JavaScript is what came, compressed, before the rows were painted; the first page needs ${whole(bytes / 1000)} kB in ${files.length} files to begin, which must be at most 300 kB.`,
      ],
    })
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchPage()
