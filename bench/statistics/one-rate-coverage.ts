import { creativePhi } from '../../src/stats/dispersion/creative-phi.ts'
import { rateResiduals } from '../../src/stats/dispersion/day-residuals.ts'
import { ResidualPool } from '../../src/stats/dispersion/residual-pool.ts'
import { jeffreysInterval, seededGenerator } from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { learntPhi, shareError, simulateDays, times } from './kit.ts'

const runs = times(2_000, 20_000)
const SEED = 101
const random = seededGenerator(SEED)
const claims: Claim[] = []
for (const phi of [1, 2, 3]) {
  for (const expected of [5, 20, 100, 1_000]) {
    for (const ipm of [1, 10, 100]) {
      const exposure = (expected * 1000) / ipm
      let covered = 0
      for (let run = 0; run < runs; run++) {
        const days = simulateDays(expected, exposure, 28, phi, random)
        const pool = new ResidualPool(1)
        rateResiduals(days, (mu, c, free) => pool.add(0, mu, c, free))
        const own = pool.of(0)
        const account = {
          base: learntPhi(phi, random),
          slope: 0,
          degreesOfFreedom: 0,
          source: 'history',
        } as const
        const { low, high } = jeffreysInterval({
          conversions: days.conversions.reduce((a, b) => a + b, 0),
          exposure,
          repeatable: true,
          phi: creativePhi(account, own),
          degreesOfFreedom: own.degreesOfFreedom,
        })
        if (low <= ipm / 1000 && ipm / 1000 <= high) covered++
      }
      const share = covered / runs
      const [least, most] = expected < 20 ? [0.92, 0.98] : [0.93, 0.97]
      claims.push({
        row: `φ ${phi}, ${expected.toLocaleString('en')} expected`,
        column: `IPM ${ipm}`,
        value: share,
        error: shareError(share, runs),
        low: least,
        high: most,
      })
    }
  }
}
await reportEvidence({
  name: 'one-rate',
  title: 'One rate: share of 95 % intervals that cover',
  seed: SEED,
  remarks: [
    `${runs.toLocaleString('en')} creatives a cell, each of 28 days; φ is estimated from its days and a prior that is off by a log-normal 20 %.`,
  ],
  claims,
  unit: 'share',
})
