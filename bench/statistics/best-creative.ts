import { bestArm, drawCount, isComputed, rankCreatives, seededGenerator } from '../../src/stats/index.ts'
import { type Claim, drawQuality, report, shareError, times } from './kit.ts'

const random = seededGenerator(303)
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

const leader: Claim[] = []
for (const shape of ['gamma', 'log-normal'] as const) {
  const runs = times(500, 5_000)
  let reported = 0
  let actual = 0
  let raw = 0
  const ratios: number[] = []
  for (let run = 0; run < runs; run++) {
    const { truth, result } = account(20, 25, shape)
    const first = result.creatives[0]
    if (first === undefined || !isComputed(first.shrunk)) continue
    reported += first.shrunk
    actual += truth[Number(first.id)] ?? 0
    ratios.push(first.shrunk - (truth[Number(first.id)] ?? 0))
    raw += Math.max(...result.creatives.map((c) => (isComputed(c.rate) ? c.rate : 0)))
  }
  const spread = Math.sqrt(ratios.reduce((sum, d) => sum + d * d, 0) / ratios.length / ratios.length)
  leader.push({
    name: `leader, ${shape}: Σ reported ÷ Σ true`,
    value: reported / actual,
    error: (spread * runs) / actual,
    low: 0.97,
    high: 1.03,
  })
  console.log(`raw leader, ${shape}: ${(raw / actual).toFixed(3)}`)
}

const wanted = times(400, 2_000)
for (const [count, installs] of [
  [5, 25],
  [5, 400],
  [20, 25],
  [20, 100],
  [20, 400],
] as const) {
  let statements = 0
  let right = 0
  let brier = 0
  let plugIn = 0
  let arms = 0
  for (let run = 0; statements < wanted && run < 40 * wanted; run++) {
    const { truth, result } = account(count, installs, 'gamma')
    const best = truth.indexOf(Math.max(...truth))
    const plain = bestArm(
      Float64Array.from(result.creatives, (c) => c.conversions + 0.5),
      Float64Array.from(result.creatives, (c) => c.exposure),
    ).probabilityBest
    result.creatives.forEach((creative, k) => {
      if (!isComputed(creative.probabilityBest)) return
      const isBest = Number(creative.id) === best
      brier += (creative.probabilityBest - (isBest ? 1 : 0)) ** 2
      plugIn += ((plain[k] ?? 0) - (isBest ? 1 : 0)) ** 2
      arms++
      if (creative.probabilityBest < 0.75 || creative.probabilityBest > 0.85) return
      statements++
      if (isBest) right++
    })
  }
  const share = right / statements
  leader.push({
    name: `P(best) 75–85 %, ${count} creatives, ${installs} installs`,
    value: share,
    error: shareError(share, statements),
    low: 0.75,
    high: 0.85,
  })
  console.log(
    `Brier ${(brier / arms).toFixed(4)}, without learning from the group ${(plugIn / arms).toFixed(4)}`,
  )
}
report('leader and probability of being best', leader)
