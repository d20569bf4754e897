import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { median, ROOT } from '../kit/measure.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { times } from './kit.ts'
import { rankingData } from './ranking-data.ts'

const SEED = 404
const PROCESSES = times(3, 5)
const RUNS = times(4, 6)
const Outcome = z.object({
  seconds: z.array(z.number()),
  /** CPU of the thread that ranks. */
  cpuSeconds: z.array(z.number()),
  rates: z.record(z.string(), z.number()),
  best: z.record(z.string(), z.number()),
})

interface Size {
  readonly creatives: number
  readonly strata: number
  readonly days: number
  readonly meanExposure: number
  /** Seconds allowed, where something was promised. */
  readonly limit: number
}

function rankIn({ creatives, strata, days, meanExposure }: Size) {
  const script = join(ROOT, 'bench/statistics/rank-once.ts')
  const args = [script, creatives, strata, days, meanExposure, SEED, RUNS].map(String)
  const text = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
  return Outcome.parse(JSON.parse(text))
}

type Outcome = z.infer<typeof Outcome>

/** Median of the first runs of all processes, and of those after them. */
function medians(outcomes: readonly Outcome[], read: (outcome: Outcome) => readonly number[]) {
  return {
    first: median(outcomes.map((outcome) => read(outcome)[0] ?? 0)),
    warm: median(outcomes.flatMap((outcome) => read(outcome).slice(1))),
  }
}

function measured(size: Size): { claims: Claim[]; outcome: Outcome } {
  const outcomes = Array.from({ length: PROCESSES }, () => rankIn(size))
  const [outcome] = outcomes
  if (outcome === undefined) throw new Error('nothing was measured')
  const { first, warm } = medians(outcomes, ({ seconds }) => seconds)
  const cpu = medians(outcomes, ({ cpuSeconds }) => cpuSeconds)
  const row = `${size.creatives.toLocaleString('en')} creatives × ${size.strata}${size.days === 0 ? '' : ` × ${size.days} days`}`
  const claim = { row, error: 0, low: 0, high: size.limit }
  const byTheClock = { ...claim, high: Infinity }
  return {
    claims: [
      { ...claim, column: 'first run, CPU', value: cpu.first },
      { ...claim, column: 'warm, CPU', value: cpu.warm },
      { ...byTheClock, column: 'first run, clock', value: first },
      { ...byTheClock, column: 'warm, clock', value: warm },
    ],
    outcome,
  }
}

/** The same model with NumPy and SciPy in one thread, if this machine has them. */
function withSciPy(size: Size): Outcome | null {
  const folder = mkdtempSync(join(tmpdir(), 'permille-bench-'))
  const file = join(folder, 'cells.csv')
  const lines = rankingData(size.creatives, size.strata, size.days, size.meanExposure, SEED).flatMap(
    ({ cells }, i) => cells.map(({ exposure, conversions }, s) => `${i},${s},${exposure},${conversions}`),
  )
  writeFileSync(file, lines.join('\n'))
  const script = join(ROOT, 'test/reference/ranking-speed.py')
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' }
  const { status, stdout } = spawnSync('python3', [script, file, String(times(2, 5))], {
    encoding: 'utf8',
    env,
    maxBuffer: 1 << 28,
  })
  rmSync(folder, { recursive: true })
  return status === 0 ? Outcome.parse(JSON.parse(stdout)) : null
}

function farthest(ours: Readonly<Record<string, number>>, theirs: Readonly<Record<string, number>>): number {
  return Object.entries(theirs).reduce(
    (most, [id, value]) => Math.max(most, Math.abs((ours[id] ?? 0) - value)),
    0,
  )
}

const large: Size = { creatives: 20_000, strata: 12, days: 0, meanExposure: 1_000, limit: 1 }
const { claims, outcome } = measured(large)
for (const days of [28, 120]) {
  const size = { creatives: 5_000, strata: 1, days, meanExposure: 20_000, limit: 1 }
  claims.push(...measured(size).claims)
}
const other = withSciPy(large)
const relative = Object.fromEntries(
  Object.entries(other?.rates ?? {}).map(([id, rate]) => [id, (outcome.rates[id] ?? 0) / rate - 1]),
)
await reportEvidence({
  name: 'ranking-speed',
  title: 'Ranking speed: adjustment, intervals, P(best) and decisions in one thread',
  seed: SEED,
  remarks: [
    `Medians of ${PROCESSES} fresh processes: their first ranking, and the ${RUNS - 1} after it. Creatives are shown in every stratum; with days the over-dispersion is learnt from them. CPU is that of the one thread, and what the limit is on; the clock also counts waiting for other programs, of which ${loadavg()[0]?.toFixed(0)} wanted the machine’s ${availableParallelism()} cores.`,
    other === null
      ? 'SciPy was not there to compare with.'
      : `The same model with NumPy and SciPy, vectorised, without decisions and sentences (\`test/reference/ranking-speed.py\`), on the data of the first row: ${median(other.cpuSeconds).toFixed(2)} s of CPU, median of ${other.seconds.length}, and ${median(other.seconds).toFixed(2)} s by the clock; rates agree within ${(100 * farthest(relative, Object.fromEntries(Object.keys(relative).map((id) => [id, 0])))).toFixed(2)} %, P(best) within ${farthest(outcome.best, other.best).toFixed(4)}.`,
  ],
  claims,
  unit: 'seconds',
})
