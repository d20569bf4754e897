import {
  benjaminiHochberg,
  compareCreatives,
  drawCount,
  drawNormal,
  eBenjaminiHochberg,
  fixedHorizonReading,
  isComputed,
  type PairedCell,
  peekSafeReading,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, learntPhi, simulateDays, times } from './kit.ts'

const SEED = 606
const LIFT = 0.2
const DAYS = 28
const random = seededGenerator(SEED)
const claims: Claim[] = []
const found: string[] = []

interface Discoveries {
  readonly proportion: Average
  readonly power: Average
}

/** Counts what was found: shares of false ones among all that were found, and of real ones among all that are real. */
function count({ proportion, power }: Discoveries, rejected: readonly boolean[], real: number): void {
  const all = rejected.filter(Boolean).length
  const right = rejected.slice(0, real).filter(Boolean).length
  proportion.add(all === 0 ? 0 : (all - right) / all)
  if (real > 0) power.add(right / real)
}

function record(row: string, column: string, { proportion, power }: Discoveries, real: number): void {
  claims.push({ row, column, value: proportion.mean, error: proportion.error, low: 0, high: 0.05 })
  if (real > 0) found.push(`${(100 * power.mean).toFixed(0)} % (${row}, ${column})`)
}

const none = (): Discoveries => ({ proportion: new Average(), power: new Average() })

/** Creatives against one reference that they all share, the first `real` of them truly better by 20 %. */
function compared(creatives: number, real: number, phi: number): boolean[] {
  const cells = (factor: number) => {
    const days = simulateDays(600 * factor, 60_000, DAYS, phi, random)
    const conversions = days.conversions.reduce((a, b) => a + b, 0)
    return [{ stratum: 'all', exposure: 60_000, conversions, days }]
  }
  const { comparisons } = compareCreatives({
    creatives: [
      { id: 'reference', cells: cells(1) },
      ...Array.from({ length: creatives }, (_, k) => ({
        id: String(k),
        cells: cells(k < real ? 1 + LIFT : 1),
      })),
    ],
    reference: 'reference',
    repeatable: true,
    history: { base: learntPhi(phi, random), slope: 0, degreesOfFreedom: 0, source: 'history' },
  })
  return comparisons.map(({ qValue }) => isComputed(qValue) && qValue <= 0.05)
}

/** A test of several arms read at every look until e-Benjamini–Hochberg rejects first; and at the end, once, both ways. */
function tested(arms: number, real: number, phi: number) {
  const cells: PairedCell[][] = Array.from({ length: arms }, () => [])
  const used = learntPhi(phi, random)
  let first: boolean[] | null = null
  let last: boolean[] = []
  for (let day = 0; day < DAYS; day++) {
    const daily = 30 * Math.exp(0.4 * drawNormal(random) - 0.08)
    const control = drawCount(daily, phi, random)
    cells.forEach((own, k) => {
      own.push({
        firstConversions: drawCount(daily * (k < real ? 1 + LIFT : 1), phi, random),
        secondConversions: control,
        firstExposure: 1,
        secondExposure: 1,
      })
    })
    last = eBenjaminiHochberg(cells.map((own) => peekSafeReading(own, { lift: LIFT, phi: used }).eValue))
    if (first === null && last.some(Boolean)) first = last
  }
  const pValues = cells.map((own) => {
    const reading = fixedHorizonReading(own, { phi: used })
    return isComputed(reading) ? reading.pValue : 1
  })
  return { first: first ?? last, last, fixed: benjaminiHochberg(pValues).map((q) => q <= 0.05) }
}

for (const phi of [1, 2]) {
  for (const [creatives, real] of [
    [20, 0],
    [20, 5],
    [20, 15],
  ] as const) {
    const discoveries = none()
    for (let run = 0; run < times(400, 5_000); run++) count(discoveries, compared(creatives, real, phi), real)
    record(`${creatives} comparisons, ${real} real, BH`, `φ ${phi}`, discoveries, real)
  }
  for (const real of [0, 2]) {
    const arms = 5
    const looked = { first: none(), last: none(), fixed: none() }
    for (let run = 0; run < times(60, 2_000); run++) {
      const { first, last, fixed } = tested(arms, real, phi)
      count(looked.first, first, real)
      count(looked.last, last, real)
      count(looked.fixed, fixed, real)
    }
    const row = (how: string) => `${arms} arms, ${real} real, ${how}`
    record(row('e-BH, stopped at its first find'), `φ ${phi}`, looked.first, real)
    record(row('e-BH, last day'), `φ ${phi}`, looked.last, real)
    record(row('BH, last day'), `φ ${phi}`, looked.fixed, real)
  }
}
await reportEvidence({
  name: 'false-discoveries',
  title: 'False discoveries: mean share among what was found',
  seed: SEED,
  remarks: [
    `Real effects are +20 %. Comparisons: all against one reference, 600 installs each, ${times(400, 5_000).toLocaleString('en')} runs. Arms: all against one control, 30 installs a day for ${DAYS} days with common shocks, read daily, ${times(60, 2_000).toLocaleString('en')} runs. φ is the account’s, off by a log-normal 20 %; comparisons learn from the creatives’ ${DAYS} days too.`,
    `Found of what is real: ${found.join(', ')}.`,
  ],
  claims,
  unit: 'share',
})
