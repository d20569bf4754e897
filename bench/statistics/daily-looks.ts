import {
  drawCount,
  drawNormal,
  eBenjaminiHochberg,
  type PairedCell,
  peekSafeReading,
  planExperiment,
  seededGenerator,
  topTwoAllocation,
} from '../../src/stats/index.ts'
import { type Claim, learntPhi, report, shareError, times } from './kit.ts'

const DAYS = 28
const LIFT = 0.2
const random = seededGenerator(505)
const claims: Claim[] = []

/** One test without any effect, read every day; true when some look rejects. */
function anyFalseAlarm(
  arms: number,
  perArmDay: number,
  phi: number,
  usedPhi: number,
  adaptive: boolean,
): boolean {
  const cells: PairedCell[][] = Array.from({ length: arms - 1 }, () => [])
  let shares = new Array<number>(arms).fill(1 / arms)
  for (let day = 0; day < DAYS; day++) {
    const shock = Math.exp(0.4 * drawNormal(random))
    const counts = shares.map((share) => drawCount(perArmDay * arms * share * shock, phi, random))
    cells.forEach((list, k) => {
      list.push({
        firstConversions: counts[k + 1] ?? 0,
        secondConversions: counts[0] ?? 0,
        firstExposure: shares[k + 1] ?? 0,
        secondExposure: shares[0] ?? 0,
      })
    })
    const readings = cells.map((list) => peekSafeReading(list, { lift: LIFT, phi: usedPhi }))
    const rejected = eBenjaminiHochberg(readings.map((reading) => reading.eValue))
    // With one arm every rejection is false; with several a false winner is one that lies above the control.
    if (rejected.some((yes, k) => yes && (arms === 2 || (readings[k]?.low ?? 0) > 1))) return true
    if (adaptive) {
      const weights = [1, ...readings.map((reading) => reading.ratio ?? 1)].map((ratio) =>
        Math.exp(4 * Math.log(ratio)),
      )
      const total = weights.reduce((a, b) => a + b, 0)
      shares = topTwoAllocation(weights.map((w) => w / total))
    }
  }
  return false
}

for (const phi of [1, 2, 3]) {
  for (const perArmDay of [3, 12, 60]) {
    for (const adaptive of [false, true]) {
      const runs = times(300, 10_000)
      let alarms = 0
      // The plan's φ, off by 20 %, which the test's own days may only raise: the harshest case is the plan's alone.
      for (let run = 0; run < runs; run++)
        if (anyFalseAlarm(2, perArmDay, phi, learntPhi(phi, random), adaptive)) alarms++
      const share = alarms / runs
      claims.push({
        name: `φ ${phi}, ${perArmDay} installs per arm-day${adaptive ? ', adaptive' : ''}`,
        value: share,
        error: shareError(share, runs),
        low: 0,
        high: 0.05,
      })
    }
  }
}
for (const perArmDay of [12, 60]) {
  const runs = times(100, 10_000)
  let alarms = 0
  for (let run = 0; run < runs; run++)
    if (anyFalseAlarm(6, perArmDay, 2, learntPhi(2, random), false)) alarms++
  const share = alarms / runs
  claims.push({
    name: `6 arms, φ 2, ${perArmDay} installs per arm-day`,
    value: share,
    error: shareError(share, runs),
    low: 0,
    high: 0.05,
  })
}
report('daily looks without effect: share of tests with any rejection', claims)

const power: Claim[] = []
for (const phi of [1, 2]) {
  const runs = times(500, 10_000)
  const { peekSafeConversions } = planExperiment({ lift: LIFT, phi })
  let found = 0
  for (let run = 0; run < runs; run++) {
    const cells: PairedCell[] = []
    for (let day = 0; day < DAYS; day++) {
      const daily = (peekSafeConversions / DAYS) * Math.exp(0.4 * drawNormal(random) - 0.08)
      cells.push({
        firstConversions: drawCount(daily * (1 + LIFT), phi, random),
        secondConversions: drawCount(daily, phi, random),
        firstExposure: 1,
        secondExposure: 1,
      })
      if (peekSafeReading(cells, { lift: LIFT, phi }).eValue >= 20) {
        found++
        break
      }
    }
  }
  const share = found / runs
  power.push({
    name: `φ ${phi}: found within 28 days at 1.7 × the plan`,
    value: share,
    error: shareError(share, runs),
    low: 0.78,
    high: 1,
  })
}
report('power of the peek-safe reading', power)
