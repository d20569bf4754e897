import { constants, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasClickhouse, startClickhouse } from '../test/support/clickhouse.ts'
import { buildStudio } from './kit/build-studio.ts'
import {
  isQuick,
  type Measured,
  measure,
  median,
  numberOption,
  PERMILLE,
  ROOT,
  textOption,
} from './kit/measure.ts'
import { report } from './kit/report.ts'
import { QUESTIONS } from './warehouse/questions.ts'
import { TimedQuestions } from './warehouse/timed.ts'

const TIMES = numberOption('times', 5)
const ROUNDS = numberOption('rounds', 2)
const SIZES = (textOption('rows') ?? (isQuick() ? '1000000' : '1000000,10000000,50000000'))
  .split(',')
  .map(Number)
/** Of each network: as many as a large team has, so that a creative stands in many places. */
const CREATIVES = 1000
/** A folder of projects that stand already, each under the number of its rows, made by an earlier run or else now. */
const BUILT = textOption('built')
const PEER = join(ROOT, 'bench/peer')

const WAYS = ['ours', 'hand', 'short', 'raw', 'peer'] as const
type Way = (typeof WAYS)[number]

/** Milliseconds of each question, by who answered it. */
interface Asked {
  readonly rows: number
  readonly store: string
  readonly milliseconds: Readonly<Record<string, Readonly<Partial<Record<Way, number>>>>>
  readonly cpuMilliseconds: Asked['milliseconds']
  /** Questions that facts summed by creative answered. */
  readonly rolled: ReadonlySet<string>
  /** Most memory of the process that asks. */
  readonly peak: Readonly<Partial<Record<Way, number>>>
  readonly serverPeak: number | null
}

/** Sums of decimals depend on their order, in digits nobody reads. */
const ROUNDING = 1e-8

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return (
    one.length === other.length &&
    one.every((number, place) => Math.abs(number - (other[place] ?? 0)) <= ROUNDING * Math.abs(number))
  )
}

/** Asks everything in each way in turn, several rounds; the medians of all runs. */
async function askAll(
  rows: number,
  store: string,
  ways: Readonly<Partial<Record<Way, readonly [script: string, ...args: string[]]>>>,
  serverPeak: () => number | null,
): Promise<Asked> {
  const runs = new Map<string, number[]>()
  const cpuRuns = new Map<string, number[]>()
  const rolled = new Set<string>()
  const said = new Map<string, readonly number[]>()
  const peak: Partial<Record<Way, number>> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of round % 2 === 0 ? WAYS : WAYS.toReversed()) {
      const command = ways[way]
      if (command === undefined) continue
      const [script, ...args] = command
      const { output, peakMegabytes }: Measured = await measure(join(ROOT, 'bench', script), [
        ...args,
        String(TIMES),
      ])
      peak[way] = Math.max(peak[way] ?? 0, peakMegabytes)
      const asked = TimedQuestions.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''))
      for (const [name, question] of Object.entries(asked)) {
        const { milliseconds, cpuMilliseconds, rows: answered, isRolled } = question
        if (isRolled === true) rolled.add(name)
        if (answered === 0) throw new Error(`${store}, ${way}: no rows for ${name}`)
        const own = question.said
        const first = said.get(name) ?? own
        if (own !== undefined && first !== undefined && !isSame(own, first))
          throw new Error(
            `${store}, ${way}: ${name} is answered by ${own.join(' ')} and not by ${first.join(' ')}`,
          )
        if (first !== undefined) said.set(name, first)
        const key = `${way} ${name}`
        runs.set(key, [...(runs.get(key) ?? []), ...milliseconds])
        cpuRuns.set(key, [...(cpuRuns.get(key) ?? []), ...cpuMilliseconds])
      }
    }
  }
  const medians = (all: ReadonlyMap<string, readonly number[]>) =>
    Object.fromEntries(
      QUESTIONS.map(({ name }) => [
        name,
        Object.fromEntries(
          WAYS.flatMap((way) => {
            const own = all.get(`${way} ${name}`)
            return own === undefined ? [] : [[way, median(own)]]
          }),
        ),
      ]),
    )
  return {
    rows,
    store,
    milliseconds: medians(runs),
    cpuMilliseconds: medians(cpuRuns),
    rolled,
    peak,
    serverPeak: serverPeak(),
  }
}

/** A project of so many rows in a folder: a copy of one that stands, since its settings will name another store. */
async function projectOf(folder: string, rows: number): Promise<string> {
  if (BUILT === undefined) return buildStudio(folder, rows, CREATIVES)
  const standing = join(BUILT, String(rows), 'project')
  if (!existsSync(standing)) {
    await mkdir(join(BUILT, String(rows)), { recursive: true })
    await buildStudio(join(BUILT, String(rows)), rows, CREATIVES)
  }
  await cp(standing, join(folder, 'project'), { recursive: true, mode: constants.COPYFILE_FICLONE })
  return join(folder, 'project')
}

async function askSize(rows: number): Promise<readonly Asked[]> {
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  try {
    const project = await projectOf(folder, rows)
    const database = join(project, '.permille/warehouse.duckdb')
    const hasPeer = existsSync(join(PEER, 'node_modules/@malloydata/malloy/package.json'))
    const duckdb = await askAll(
      rows,
      'DuckDB',
      {
        ours: ['warehouse/ask-permille.ts', project],
        hand: ['warehouse/ask-by-hand.ts', database, 'rolled'],
        short: ['warehouse/ask-by-hand.ts', database, 'short'],
        raw: ['warehouse/ask-by-hand.ts', database, 'raw'],
        ...(hasPeer ? { peer: ['peer/ask-malloy.ts', database] as const } : {}),
      },
      () => null,
    )
    if (!hasClickhouse()) return [duckdb]
    const clickhouse = await startClickhouse(1)
    process.env.PERMILLE_BENCH_SERVERS = clickhouse.pids.join(',')
    try {
      const to = clickhouse.url('bench')
      const { seconds } = await measure(PERMILLE, ['--project', project, 'migrate', '--to', to, '--json'])
      console.log(`copied ${rows.toLocaleString('en')} rows to ClickHouse in ${seconds.toFixed(1)} s`)
      const other = await askAll(
        rows,
        'ClickHouse',
        {
          ours: ['warehouse/ask-permille.ts', project],
          hand: ['warehouse/ask-by-hand.ts', to, 'rolled'],
          short: ['warehouse/ask-by-hand.ts', to, 'short'],
          raw: ['warehouse/ask-by-hand.ts', to, 'raw'],
        },
        clickhouse.peakMegabytes,
      )
      return [duckdb, other]
    } finally {
      delete process.env.PERMILLE_BENCH_SERVERS
      await clickhouse.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const whole = (milliseconds: number | undefined) =>
  milliseconds === undefined ? '–' : Math.round(milliseconds).toLocaleString('en')
const ratio = (above: number | undefined, below: number | undefined) =>
  above === undefined || below === undefined ? '–' : (above / below).toFixed(2)

function rowsOf({
  rows,
  store,
  milliseconds,
  cpuMilliseconds,
  rolled,
}: Asked): readonly (readonly string[])[] {
  return QUESTIONS.map(({ name }) => {
    const { ours, hand, short, raw, peer } = milliseconds[name] ?? {}
    const cpu = cpuMilliseconds[name] ?? {}
    return [
      name,
      store,
      `${rows / 1e6} M`,
      whole(ours),
      whole(hand),
      ratio(ours, hand),
      ratio(cpu.ours, cpu.hand),
      whole(short),
      whole(raw),
      rolled.has(name) ? ratio(raw, ours) : '–',
      whole(peer),
      ratio(peer, ours),
    ]
  })
}

/** How the time of each question grows with the rows, on each store. */
function growth(asked: readonly Asked[]): readonly string[] {
  return [...Map.groupBy(asked, ({ store }) => store)].map(([store, sizes]) => {
    const curves = QUESTIONS.map(
      ({ name }) => `${name} ${sizes.map((size) => whole(size.milliseconds[name]?.ours)).join(' → ')}`,
    )
    return `Growth on ${store}, ${sizes.map(({ rows }) => `${rows / 1e6}`).join(' → ')} million rows, in ms: ${curves.join('; ')}.`
  })
}

function memory({ rows, store, peak, serverPeak }: Asked): string {
  const megabytes = (way: Way) => Math.round(peak[way] ?? 0).toLocaleString('en')
  const server =
    serverPeak === null
      ? ''
      : `; the server ${Math.round(serverPeak).toLocaleString('en')} MB, the copy included`
  const peer = peak.peer === undefined ? '' : `, Malloy ${megabytes('peer')} MB`
  return `Peak memory on ${store} at ${rows / 1e6} million rows: permille ${megabytes('ours')} MB, SQL by hand ${megabytes('hand')} MB${peer}${server}.`
}

/** Asks the metric layer five questions at growing sizes on both stores, against SQL by hand and another metric layer. */
export async function benchWarehouse(): Promise<void> {
  const asked: Asked[] = []
  for (const rows of SIZES) asked.push(...(await askSize(rows)))
  const byQuestion = QUESTIONS.flatMap((_, question) =>
    asked.flatMap((size) => [rowsOf(size)[question] ?? []]),
  )
  await report({
    name: 'warehouse',
    columns: [
      'question',
      'store',
      'fact rows',
      'ours, ms',
      'by hand, ms',
      'ours ÷ hand',
      'the same, CPU',
      'less asked, ms',
      'raw facts, ms',
      'raw ÷ ours',
      'Malloy, ms',
      'Malloy ÷ ours',
    ],
    rows: byQuestion,
    findings: [
      `${ROUNDS} rounds in turn, ${TIMES} runs of each question in a round after one to warm up, medians; from question to rows in this process.`,
      ...growth(asked),
      ...asked.map(memory),
    ],
  })
}

if (import.meta.main) await benchWarehouse()
