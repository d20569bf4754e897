import {
  delayCurve,
  delaySums,
  drawCount,
  isComputed,
  nowcast,
  type RandomGenerator,
  seededGenerator,
  shareBy,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { learntPhi, shareError, times } from './kit.ts'

const SEED = 909
const DAYS = 30
const random = seededGenerator(SEED)
/** Share of a day’s conversions that come at each delay. */
const PARTS = [0.32, 0.28, 0.14, 0.09, 0.06, 0.05, 0.03, 0.02, 0.01]
const EXPOSURE = 10_000

/** Conversions of a day by delay: each delay’s own, so that their sum has the variance φ × mean. */
function simulateDay(perDay: number, phi: number, draw: RandomGenerator): number[] {
  return PARTS.map((part) => drawCount(perDay * part, phi, draw))
}

const claims: Claim[] = []
for (const phi of [1, 2, 3]) {
  for (const perDay of [15, 100, 400]) {
    let held = 0
    let told = 0
    for (let run = 0; run < times(150, 2_000); run++) {
      const days = Array.from({ length: DAYS }, () => simulateDay(perDay, phi, random))
      const seen = days.map((counts, day) => ({ day, counts: counts.slice(0, DAYS - day) }))
      const curve = delayCurve(delaySums(seen))
      if (!isComputed(curve)) continue
      const used = learntPhi(phi, random)
      const whole = days.slice(0, DAYS - PARTS.length)
      const known = whole.flat().reduce((sum, count) => sum + count, 0)
      const belief = { shape: known / used, rate: (whole.length * EXPOSURE) / used }
      seen.forEach(({ counts }, day) => {
        const age = DAYS - 1 - day
        const share = shareBy(curve, age)
        if (share < 0.3 || share > 0.98) return
        const { low, high } = nowcast({
          conversions: counts.reduce((sum, count) => sum + count, 0),
          exposure: EXPOSURE,
          share,
          shareLogVariance: curve.logVariance[age] ?? 0,
          belief,
          phi: used,
        })
        const final = (days[day] ?? []).reduce((sum, count) => sum + count, 0)
        told++
        if (low <= final && final <= high) held++
      })
    }
    const share = held / told
    claims.push({
      row: `${perDay} conversions a day`,
      column: `φ ${phi}`,
      value: share,
      error: shareError(share, told),
      low: 0.87,
      // Of one or two conversions that are still to come no interval of whole numbers holds exactly 90 %.
      high: perDay < 100 ? 1 : 0.93,
    })
  }
}
await reportEvidence({
  name: 'nowcast',
  title: 'Nowcast: final counts in their 90 % interval',
  seed: SEED,
  remarks: [
    `${times(150, 2_000).toLocaleString('en')} accounts a cell with a curve learnt from ${DAYS} days cut off at the right; days of which 30 to 98 % has come. The rate is believed from the days that are whole; φ is off by a log-normal 20 %. At 15 a day hardly any conversion is still to come, and an interval of whole numbers holds more than it says.`,
  ],
  claims,
  unit: 'share',
})
