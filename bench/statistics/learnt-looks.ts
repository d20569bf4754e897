import {
  drawCount,
  drawNormal,
  type ExperimentArm,
  readExperiment,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { learntPhi, shareError, times } from './kit.ts'

const DAYS = 28
const SEED = 707
const random = seededGenerator(SEED)

/** A test without any effect whose φ is what the account knows and its own days say, read as `test show` does every day. */
function anyFalseWinner(arms: number, perArmDay: number, phi: number, accountPhi: number): boolean {
  const cells: ExperimentArm[] = Array.from({ length: arms }, (_, k) => ({ id: String(k), cells: [] }))
  const shocks = Array.from({ length: DAYS }, () => Math.exp(0.4 * drawNormal(random)))
  const whole = cells.map(({ id }) => ({
    id,
    cells: shocks.map((shock, day) => ({
      day,
      exposure: 1000 * shock,
      conversions: drawCount(perArmDay * shock, phi, random),
    })),
  }))
  for (let day = 0; day < DAYS; day++) {
    const reading = readExperiment({
      arms: whole.map(({ id, cells: own }) => ({ id, cells: own.slice(0, day + 1) })),
      lift: 0.2,
      phi: 1,
      accountPhi,
      minimumDays: 1,
      design: null,
      label: 'equal',
    })
    if ('arms' in reading && reading.arms.some(({ rejected }) => rejected)) return true
  }
  return false
}

const claims: Claim[] = []
for (const phi of [1, 2, 3]) {
  for (const [arms, perArmDay] of [
    [2, 3],
    [2, 12],
    [2, 60],
    [6, 12],
  ] as const) {
    const runs = times(100, 1_000)
    let alarms = 0
    for (let run = 0; run < runs; run++)
      if (anyFalseWinner(arms, perArmDay, phi, learntPhi(phi, random))) alarms++
    const share = alarms / runs
    claims.push({
      row: `${arms} arms, φ ${phi}, ${perArmDay} installs per arm-day`,
      value: share,
      error: shareError(share, runs),
      low: 0,
      high: 0.05,
    })
  }
}
await reportEvidence({
  name: 'learnt-looks',
  title: 'Daily looks without effect, φ learnt from the days so far',
  seed: SEED,
  remarks: [
    `${times(100, 1_000).toLocaleString('en')} tests a cell of ${DAYS} days, looked at every day, common day shocks of sd 0.4; any rejection at any look counts. φ starts at the account’s, off by a log-normal 20 %, follows the days of the test and never falls.`,
  ],
  claims,
  unit: 'share',
})
