import { drawCount, drawNormal, type FactorArm, readFactors, seededGenerator } from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { shareError, times } from './kit.ts'

const SEED = 808
const random = seededGenerator(SEED)
const coverage: Claim[] = []
const calibration: Claim[] = []

interface Design {
  readonly name: string
  readonly tests: number
  readonly conversions: number
  readonly phi: number
  /** True standard deviations of main effects, interactions, and arms beyond their parts. */
  readonly sd: readonly [main: number, pair: number, arm: number]
  /** Share of the 12 combinations that were tried. */
  readonly tried: number
}

function simulate({ tests, conversions, phi, sd: [main, pair, arm], tried }: Design) {
  const headline = [0, 1, 2, 3].map(() => main * drawNormal(random))
  const image = [0, 1, 2].map(() => main * drawNormal(random))
  const pairs = headline.map(() => image.map(() => pair * drawNormal(random)))
  const all = headline.flatMap((_, h) => image.map((__, i) => [h, i] as const))
  const truth = all.map(([h, i]) => (headline[h] ?? 0) + (image[i] ?? 0) + (pairs[h]?.[i] ?? 0))
  const mean = truth.reduce((a, b) => a + b, 0) / truth.length
  const chosen = Array.from({ length: tests }, () => all.filter(() => random() < tried))
  const reading = readFactors({
    factors: ['headline', 'image'],
    random,
    tests: chosen.map((list) => ({
      phi,
      arms: list.map(([h, i]): FactorArm => {
        const rate = Math.exp(
          (truth[all.findIndex(([a, b]) => a === h && b === i)] ?? 0) + arm * drawNormal(random),
        )
        return {
          levels: [`h${h}`, `i${i}`],
          cells: [
            { day: 0, exposure: 100 * conversions, conversions: drawCount(conversions * rate, phi, random) },
          ],
        }
      }),
    })),
  })
  return { reading, all, truth, mean }
}

for (const design of [
  { name: 'as assumed', tests: 2, conversions: 100, phi: 1, sd: [0.2, 0.1, 0.05], tried: 0.8 },
  { name: 'small and noisy', tests: 1, conversions: 30, phi: 2, sd: [0.2, 0.1, 0.05], tried: 1 },
  { name: 'no interactions', tests: 3, conversions: 100, phi: 1.5, sd: [0.3, 0, 0.1], tried: 0.6 },
  {
    name: 'arms differ beyond their parts',
    tests: 3,
    conversions: 200,
    phi: 1,
    sd: [0.15, 0.1, 0.2],
    tried: 0.8,
  },
  { name: 'no effect at all', tests: 2, conversions: 100, phi: 1, sd: [0, 0, 0], tried: 0.8 },
] satisfies Design[]) {
  const runs = times(60, 500)
  let covered = 0
  let effects = 0
  let stated = 0
  let right = 0
  let read = 0
  for (let run = 0; run < runs; run++) {
    const { reading, all, truth, mean } = simulate(design)
    if (!('combinations' in reading)) continue
    read++
    for (const { levels, low, high } of reading.combinations) {
      const k = all.findIndex(([h, i]) => `h${h}` === levels[0] && `i${i}` === levels[1])
      const ratio = Math.exp((truth[k] ?? 0) - mean)
      effects++
      if (low <= ratio && ratio <= high) covered++
    }
    const [best] = reading.combinations
    const top = all[truth.indexOf(Math.max(...truth))] ?? [0, 0]
    stated += best?.probabilityBest ?? 0
    if (best?.levels.join(' ') === `h${top[0]} i${top[1]}`) right++
  }
  coverage.push({
    row: design.name,
    value: covered / effects,
    // Combinations of one run share their errors: each run is taken for four independent ones.
    error: shareError(covered / effects, read * 4),
    low: 0.9,
    high: 1,
  })
  if (design.sd[0] > 0)
    calibration.push({
      row: design.name,
      value: right / stated,
      error: (shareError(right / read, read) * read) / stated,
      low: 0.8,
      high: 1.25,
    })
}
const size = `${times(60, 500).toLocaleString('en')} runs a row, four headlines × three images, tested in part.`
await reportEvidence({
  name: 'factors',
  title: 'Factors: 95 % intervals of combinations cover, tried or not',
  seed: SEED,
  remarks: [size],
  claims: coverage,
  unit: 'share',
})
await reportEvidence({
  name: 'factors-best',
  title: 'Factors: how often the likeliest combination is the best, over what was stated',
  seed: SEED,
  remarks: [size],
  claims: calibration,
  unit: 'ratio',
})
