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
import { type Claim, reportEvidence } from './evidence.ts'
import { learntPhi, shareError, times } from './kit.ts'

const DAYS = 28
const LIFT = 0.2
const SEED = 505
const random = seededGenerator(SEED)
const claims: Claim[] = []

/** The days so far and one more. Days of the same split are one: what a reading says depends on their sum alone. */
function withDay(days: readonly PairedCell[], day: PairedCell, sameSplit: boolean): PairedCell[] {
  const [all] = days
  if (!sameSplit || all === undefined) return [...days, day]
  return [
    {
      firstConversions: all.firstConversions + day.firstConversions,
      secondConversions: all.secondConversions + day.secondConversions,
      firstExposure: all.firstExposure + day.firstExposure,
      secondExposure: all.secondExposure + day.secondExposure,
    },
  ]
}

/** One test without any effect, read every day; true when some look rejects. */
function anyFalseAlarm(
  arms: number,
  perArmDay: number,
  phi: number,
  usedPhi: number,
  adaptive: boolean,
): boolean {
  let cells: PairedCell[][] = Array.from({ length: arms - 1 }, () => [])
  let shares = new Array<number>(arms).fill(1 / arms)
  for (let day = 0; day < DAYS; day++) {
    const shock = Math.exp(0.4 * drawNormal(random))
    const counts = shares.map((share) => drawCount(perArmDay * arms * share * shock, phi, random))
    cells = cells.map((list, k) => {
      const seen = {
        firstConversions: counts[k + 1] ?? 0,
        secondConversions: counts[0] ?? 0,
        firstExposure: shares[k + 1] ?? 0,
        secondExposure: shares[0] ?? 0,
      }
      return withDay(list, seen, !adaptive)
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

/** Share of tests without any effect in which some look rejects; the φ read with is the plan's, off by 20 %. */
function falseAlarms(runs: number, arms: number, perArmDay: number, phi: number, adaptive: boolean): Claim {
  let alarms = 0
  for (let run = 0; run < runs; run++)
    if (anyFalseAlarm(arms, perArmDay, phi, learntPhi(phi, random), adaptive)) alarms++
  const share = alarms / runs
  return {
    row: `${arms} arms, φ ${phi}, ${perArmDay} installs per arm-day`,
    column: adaptive ? 'adaptive split' : 'fixed split',
    value: share,
    error: shareError(share, runs),
    low: 0,
    high: 0.05,
  }
}

for (const phi of [1, 2, 3]) {
  for (const perArmDay of [3, 12, 60]) {
    for (const adaptive of [false, true])
      claims.push(falseAlarms(times(300, 10_000), 2, perArmDay, phi, adaptive))
  }
}
for (const perArmDay of [12, 60]) {
  for (const adaptive of [false, true]) claims.push(falseAlarms(times(60, 10_000), 6, perArmDay, 2, adaptive))
}
await reportEvidence({
  name: 'daily-looks',
  title: 'Daily looks without effect: share of tests with any rejection',
  seed: SEED,
  remarks: [
    `${times(300, 10_000).toLocaleString('en')} tests a cell of ${DAYS} days, looked at every day, common day shocks of sd 0.4; e ≥ 20 at any look counts, with six arms any winner by e-Benjamini–Hochberg. The reading uses the φ of the plan, off by a log-normal 20 %, without learning from the test’s own days.`,
  ],
  claims,
  unit: 'share',
})

const power: Claim[] = []
for (const phi of [1, 2]) {
  const runs = times(500, 10_000)
  const { peekSafeConversions } = planExperiment({ lift: LIFT, phi })
  let found = 0
  for (let run = 0; run < runs; run++) {
    let cells: PairedCell[] = []
    for (let day = 0; day < DAYS; day++) {
      const daily = (peekSafeConversions / DAYS) * Math.exp(0.4 * drawNormal(random) - 0.08)
      const seen = {
        firstConversions: drawCount(daily * (1 + LIFT), phi, random),
        secondConversions: drawCount(daily, phi, random),
        firstExposure: 1,
        secondExposure: 1,
      }
      cells = withDay(cells, seen, true)
      if (peekSafeReading(cells, { lift: LIFT, phi }).eValue >= 20) {
        found++
        break
      }
    }
  }
  const share = found / runs
  power.push({ row: `φ ${phi}`, value: share, error: shareError(share, runs), low: 0.78, high: 1 })
}
await reportEvidence({
  name: 'peek-safe-power',
  title: 'Power of the peek-safe reading',
  seed: SEED,
  remarks: [
    `${times(500, 10_000).toLocaleString('en')} tests with a lift of 20 % and 1.7 × the planned installs spread over ${DAYS} days, looked at every day, φ known; share found by the last day.`,
  ],
  claims: power,
  unit: 'share',
})
