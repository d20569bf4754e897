import { bestArm, drawCount, isComputed, rankCreatives, seededGenerator } from '../../src/stats/index.ts'
import { MarginalLikelihood } from '../../src/stats/ranking/prior.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { Average, drawQuality, shareError, times } from './kit.ts'

const SEED = 303
const random = seededGenerator(SEED)
const KNOWN = { base: 1, slope: 0, degreesOfFreedom: 0, source: 'history' } as const

function account(count: number, installs: number, shape: 'gamma' | 'log-normal') {
  const truth = Array.from({ length: count }, () => 0.01 * drawQuality(0.3, shape, random))
  const exposure = installs / 0.01
  const creatives = truth.map((rate, i) => ({
    id: String(i),
    cells: [{ stratum: 'all', exposure, conversions: drawCount(exposure * rate, 1, random) }],
  }))
  return {
    truth,
    result: rankCreatives({ creatives, repeatable: true, history: KNOWN, settings: { order: 'mean' } }),
  }
}

/** P(best) with the single prior of highest likelihood put in, as is often done; its spread may come out as 0. */
function plugInBest(conversions: Float64Array, exposure: Float64Array): Float64Array {
  const likelihood = new MarginalLikelihood(conversions, exposure)
  let best = { shape: 1, logRate: 0 }
  let highest = -Infinity
  for (let logCv = Math.log(0.01); logCv < Math.log(2); logCv += 0.05) {
    const profile = likelihood.profile(logCv)
    // The profile's value holds the prior of the spread, which a plug-in does without.
    const value = profile.value - logCv + Math.exp(2 * logCv) / 0.5
    if (value > highest) {
      highest = value
      best = profile
    }
  }
  return bestArm(
    conversions.map((c) => c + best.shape),
    exposure.map((n) => n + Math.exp(best.logRate)),
  ).probabilityBest
}

const leaders: Claim[] = []
const raw: string[] = []
const accounts = times(500, 5_000)
for (const shape of ['gamma', 'log-normal'] as const) {
  const excess = new Average()
  const actual = new Average()
  const promised = new Average()
  for (let run = 0; run < accounts; run++) {
    const { truth, result } = account(20, 25, shape)
    const first = result.creatives[0]
    if (first === undefined || !isComputed(first.shrunk)) continue
    const rate = truth[Number(first.id)] ?? 0
    excess.add(first.shrunk - rate)
    actual.add(rate)
    promised.add(Math.max(...result.creatives.map((c) => (isComputed(c.rate) ? c.rate : 0))))
  }
  leaders.push({
    row: `${shape} truth`,
    value: 1 + excess.mean / actual.mean,
    error: excess.error / actual.mean,
    low: 0.97,
    high: 1.03,
  })
  raw.push(`${(promised.mean / actual.mean).toFixed(2)} (${shape})`)
}
await reportEvidence({
  name: 'leader',
  title: 'Leader: Σ reported ÷ Σ true rate of the creative that leads',
  seed: SEED,
  remarks: [
    `${accounts.toLocaleString('en')} accounts of 20 creatives with true CV 30 %, 25 installs each, φ = 1; the leader is the one with the highest posterior mean. The raw leader’s rate is ${raw.join(' and ')} times what it should be.`,
  ],
  claims: leaders,
  unit: 'ratio',
})

const wanted = times(400, 2_000)
const calibration: Claim[] = []
const scores: Claim[] = []
const compared: string[] = []
for (const [count, installs] of [
  [5, 25],
  [5, 400],
  [20, 25],
  [20, 100],
  [20, 400],
] as const) {
  let statements = 0
  let right = 0
  const better = new Average()
  const plugIn = new Average()
  const alone = new Average()
  for (let run = 0; statements < wanted && run < 40 * wanted; run++) {
    const { truth, result } = account(count, installs, 'gamma')
    const best = truth.indexOf(Math.max(...truth))
    const conversions = Float64Array.from(result.creatives, (c) => c.conversions)
    const exposure = Float64Array.from(result.creatives, (c) => c.exposure)
    const plugged = plugInBest(conversions, exposure)
    const single = bestArm(
      conversions.map((c) => c + 0.5),
      exposure,
    ).probabilityBest
    let own = 0
    let other = 0
    let lonely = 0
    result.creatives.forEach((creative, k) => {
      if (!isComputed(creative.probabilityBest)) return
      const isBest = Number(creative.id) === best
      own += (creative.probabilityBest - (isBest ? 1 : 0)) ** 2
      other += ((plugged[k] ?? 0) - (isBest ? 1 : 0)) ** 2
      lonely += ((single[k] ?? 0) - (isBest ? 1 : 0)) ** 2
      if (creative.probabilityBest < 0.75 || creative.probabilityBest > 0.85) return
      statements++
      if (isBest) right++
    })
    better.add(own - other)
    plugIn.add(other)
    alone.add(own - lonely)
  }
  const share = right / statements
  const row = `${count} creatives, ${installs} installs each`
  calibration.push({ row, value: share, error: shareError(share, statements), low: 0.75, high: 0.85 })
  scores.push({
    row,
    value: 1 + better.mean / plugIn.mean,
    error: better.error / plugIn.mean,
    low: 0,
    high: 1,
  })
  compared.push(`${(1 + alone.mean / (plugIn.mean + better.mean - alone.mean)).toFixed(3)} (${row})`)
}
await reportEvidence({
  name: 'probability-best',
  title: 'P(best): share of statements between 75 and 85 % that are true',
  seed: SEED,
  remarks: [
    `Accounts with true CV 30 % and φ = 1 until ${wanted.toLocaleString('en')} statements between 75 and 85 % were made in each cell.`,
  ],
  claims: calibration,
  unit: 'share',
})
await reportEvidence({
  name: 'brier',
  title: 'P(best): Brier score ÷ that with a plugged-in prior',
  seed: SEED,
  remarks: [
    'The same accounts; the other P(best) puts in the one prior of highest likelihood instead of integrating over it.',
    `Against posteriors Gamma(c + ½, n), which learn nothing from the group: ${compared.join(', ')}.`,
  ],
  claims: scores,
  unit: 'ratio',
})
