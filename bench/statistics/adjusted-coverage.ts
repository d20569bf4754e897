import { drawCount, drawGamma, isComputed, rankCreatives, seededGenerator } from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, drawQuality, learntPhi, times } from './kit.ts'

const STRATA = 12
const SEED = 202
const random = seededGenerator(SEED)
const claims: Claim[] = []
for (const [creatives, small, large, least] of [
  [200, 12, 200, 0.93],
  [20, 60, 1_000, 0.9],
] as const) {
  for (const phi of [1, 2]) {
    const runs = times(small, large)
    const covered = new Average()
    for (let run = 0; run < runs; run++) covered.add(oneAccount(creatives, phi))
    claims.push({
      row: `${creatives} creatives`,
      column: `φ ${phi}`,
      value: covered.mean,
      error: covered.error,
      low: least,
      high: 0.97,
    })
  }
}
await reportEvidence({
  name: 'adjusted-rate',
  title: 'Adjusted rate: share of creatives whose 95 % interval covers',
  seed: SEED,
  remarks: [
    `${times(12, 200)} accounts of 200 creatives and ${times(60, 1_000).toLocaleString('en')} of 20, over ${STRATA} strata of which each creative saw 5–8; good creatives lean to poor strata, interaction sd 0.2, 25–400 installs a creative; φ is the account’s, off by a log-normal 20 %.`,
  ],
  claims,
  unit: 'share',
})

/** Good creatives are pushed into poor strata; the truth is the creative's own rate on the account's mix, interaction included. */
function oneAccount(count: number, phi: number): number {
  const base = 0.01
  const multiplier = Array.from({ length: STRATA }, () => Math.exp(0.5 * (random() * 2 - 1) * 1.7))
  const truth: number[][] = []
  const creatives = Array.from({ length: count }, (_, i) => {
    const quality = drawQuality(0.3, 'gamma', random)
    const installs = 25 * 16 ** random()
    const shown = 5 + Math.floor(random() * 4)
    const order = multiplier
      .map((m, s) => ({ s, key: Math.log(m) * (quality - 1) * 3 + random() * 1.5 }))
      .sort((a, b) => a.key - b.key)
      .slice(0, shown)
      .map(({ s }) => s)
    const omega = multiplier.map(() => drawGamma(25, random) / 25)
    truth.push(multiplier.map((m, s) => base * quality * m * (omega[s] ?? 1)))
    const weight = order.map(() => drawGamma(1, random) + 0.1)
    const total = weight.reduce((a, b) => a + b, 0)
    const meanRate = order.reduce((a, s, k) => a + ((weight[k] ?? 0) / total) * (truth[i]?.[s] ?? 0), 0)
    const impressions = installs / meanRate
    return {
      id: String(i),
      cells: order.map((s, k) => {
        const exposure = (impressions * (weight[k] ?? 0)) / total
        return {
          stratum: String(s),
          exposure,
          conversions: drawCount(exposure * (truth[i]?.[s] ?? 0), phi, random),
        }
      }),
    }
  })
  const result = rankCreatives({
    creatives,
    repeatable: true,
    history: { base: learntPhi(phi, random), slope: 0, degreesOfFreedom: 0, source: 'history' },
  })
  const mix = new Array<number>(STRATA).fill(0)
  let all = 0
  for (const creative of creatives) {
    for (const cell of creative.cells) {
      mix[Number(cell.stratum)] = (mix[Number(cell.stratum)] ?? 0) + cell.exposure
      all += cell.exposure
    }
  }
  let covered = 0
  let known = 0
  for (const creative of result.creatives) {
    if (!isComputed(creative.adjusted)) continue
    known++
    const rates = truth[Number(creative.id)] ?? []
    const target = rates.reduce((sum, rate, s) => sum + (rate * (mix[s] ?? 0)) / all, 0)
    if (creative.adjusted.low <= target && target <= creative.adjusted.high) covered++
  }
  return covered / known
}
