import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { writeInstalls, writeWatched } from './data/make-watched.ts'
import { isQuick, type Measured, measure, numberOption, PERMILLE } from './kit/measure.ts'
import { report } from './kit/report.ts'

const DAYS = 90
const CREATIVES = numberOption('creatives', isQuick() ? 1000 : 20_000)
const INSTALLS = numberOption('installs', isQuick() ? 200_000 : 10_000_000)

const Fatigue = z.object({ series: z.array(z.object({ state: z.string() })) })
const Check = z.object({ open: z.number(), more: z.number(), fired: z.array(z.unknown()) })
const Fraud = z.object({ sites: z.array(z.object({ installs: z.number(), verdict: z.string() })) })

const MAP = [
  ...['day=Day', 'network=Network', 'os=System', 'country=Country', 'campaign=Campaign'],
  ...['creative=Creative', 'impressions=Shown', 'installs=Installs', 'spend=Cost'],
].flatMap((one) => ['--map', one])

const whole = (value: number) => Math.round(value).toLocaleString('en')
/** A row of the report; said at once, as the whole takes long. */
function row(name: string, { seconds, cpuSeconds, peakMegabytes }: Measured): readonly string[] {
  const cells = [name, seconds.toFixed(1), cpuSeconds.toFixed(1), whole(peakMegabytes)]
  console.log(cells.join(' · '))
  return cells
}

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The night of an account: its report is loaded, what wears out is asked for, every rule of alerts is judged. */
function watchNight(): Promise<{ rows: readonly (readonly string[])[]; findings: readonly string[] }> {
  return inFolder(async (folder) => {
    const file = join(folder, 'days.csv')
    const yesterday = new Date(Date.now() - 24 * 3600 * 1000).toISOString().slice(0, 10)
    await writeWatched(file, CREATIVES, DAYS, yesterday)
    const { size } = await stat(file)
    const ask = (...args: readonly string[]) =>
      measure(PERMILLE, ['--project', join(folder, 'project'), ...args, '--json'])
    const settings = ['--source', 'vungle', ...MAP, '--set', 'app=Paper Harbour', '--set', 'currency=USD']
    const loaded = row('the report is loaded', await ask('import', file, '--yes', ...settings))
    await rm(file)
    const watched = await ask('fatigue', '--last', `${DAYS}d`, '--limit', String(CREATIVES))
    const fatigue = row('`permille fatigue`', watched)
    const states = Map.groupBy(Fatigue.parse(JSON.parse(watched.output)).series, ({ state }) => state)
    const checked = await ask('alerts', 'check')
    const first = row('`permille alerts check`, seven rules', checked)
    const { fired, more } = Check.parse(JSON.parse(checked.output))
    const again = await ask('alerts', 'check')
    const counted = [...states].map(([state, own]) => `${state.replaceAll('_', ' ')} ${whole(own.length)}`)
    return {
      rows: [loaded, fatigue, first, row('the same again', again)],
      findings: [
        `${whole(CREATIVES)} creatives × ${DAYS} days × 12 places: ${whole(CREATIVES * DAYS * 12)} rows, ${whole(size / 1e6)} MB of CSV. Of the creatives: ${counted.join(', ')}; every tenth was made to lose half of its rate.`,
        `The check tells ${fired.length} alerts and of ${whole(more)} more.`,
      ],
    }
  })
}

function judgeInstalls(): Promise<{ rows: readonly (readonly string[])[]; findings: readonly string[] }> {
  return inFolder(async (folder) => {
    const file = join(folder, 'installs.csv')
    await writeInstalls(file, INSTALLS)
    const { size } = await stat(file)
    const judged = await measure(PERMILLE, ['fraud', '--touches', file, '--limit', '5000', '--json'])
    const { sites } = Fraud.parse(JSON.parse(judged.output))
    const read = sites.reduce((sum, site) => sum + site.installs, 0)
    const bad = sites.filter(({ verdict }) => verdict === 'fraudulent')
    return {
      rows: [row('`permille fraud --touches`', judged)],
      findings: [
        `${whole(INSTALLS)} installs, ${whole(size / 1e6)} MB of CSV: ${whole(read)} judged on ${whole(sites.length)} sites, ${bad.length} of them fraudulent; 32 were made so, half of them by clicks at random.`,
      ],
    }
  })
}

/** Measures the nightly watch of a large account and the reading of a large log of installs, as whole processes. */
export async function benchWatch(): Promise<void> {
  const only = process.argv.includes('--night') ? 'night' : process.argv.includes('--log') ? 'log' : 'both'
  const none = { rows: [], findings: [] }
  const night = only === 'log' ? none : await watchNight()
  const log = only === 'night' ? none : await judgeInstalls()
  await report({
    name: 'watch',
    columns: ['', 'seconds', 'CPU seconds', 'peak MB'],
    rows: [...night.rows, ...log.rows],
    findings: [...night.findings, ...log.findings, 'A night must take minutes and less than 2,000 MB.'],
  })
}

if (import.meta.main) await benchWatch()
