import {
  drawCount,
  drawNormal,
  explainChange,
  type FunnelCounts,
  type FunnelStratum,
  isComputed,
  type RandomGenerator,
  seededGenerator,
} from '../../src/stats/index.ts'
import { type Claim, reportEvidence } from './evidence.ts'
import { learntPhi, shareError, times } from './kit.ts'

const SEED = 1_213
const STRATA = 12
const DRAWS = 500
const PARTS = ['mix', 'ctr', 'cvr', 'view'] as const
const CTR = 0.02
const CVR = 0.1
/** Share of the installs that come after a view. */
const VIEWED = 0.2
const random = seededGenerator(SEED)

interface TrueSide {
  readonly impressions: number
  readonly ctr: number
  readonly cvr: number
  readonly view: number
}

const factor = (sd: number) => Math.exp(sd * drawNormal(random))

/** A place before and after: rates differ between places, and everything moves. */
function truePlace(installs: number): { readonly before: TrueSide; readonly after: TrueSide } {
  const impressions = (installs / (CTR * CVR)) * factor(0.5)
  const before = {
    impressions,
    ctr: CTR * factor(0.3),
    cvr: CVR * factor(0.3),
    view: VIEWED * CTR * CVR * factor(0.3),
  }
  const after = {
    impressions: impressions * factor(0.4),
    ctr: before.ctr * factor(0.2),
    cvr: before.cvr * factor(0.2),
    view: before.view * factor(0.2),
  }
  return { before, after }
}

function expected({ impressions, ctr, cvr, view }: TrueSide): FunnelCounts {
  const clicks = impressions * ctr
  return { impressions, clicks, clickInstalls: clicks * cvr, viewInstalls: impressions * view }
}

function drawn({ impressions, ctr, cvr, view }: TrueSide, phi: number, draw: RandomGenerator): FunnelCounts {
  const clicks = drawCount(impressions * ctr, phi, draw)
  const clickInstalls = Math.min(clicks, drawCount(clicks * cvr, phi, draw))
  return { impressions, clicks, clickInstalls, viewInstalls: drawCount(impressions * view, phi, draw) }
}

const claims: Claim[] = []
for (const phi of [1, 2, 3]) {
  for (const installs of [5, 20, 200]) {
    const runs = times(60, 400)
    const held = { mix: 0, ctr: 0, cvr: 0, view: 0 }
    for (let run = 0; run < runs; run++) {
      const places = Array.from({ length: STRATA }, () => truePlace(installs))
      const strata = (read: (side: TrueSide) => FunnelCounts): FunnelStratum[] =>
        places.map(({ before, after }, place) => ({
          stratum: String(place),
          before: read(before),
          after: read(after),
        }))
      const truth = explainChange({ strata: strata(expected) })
      const found = explainChange({
        strata: strata((side) => drawn(side, phi, random)),
        phi: learntPhi(phi, random),
        random,
        draws: DRAWS,
      })
      if (!isComputed(truth) || !isComputed(found) || !isComputed(found.intervals))
        throw new Error('a change that has everything was not explained')
      for (const part of PARTS) {
        const { low, high } = found.intervals[part]
        if (low <= truth.parts[part] && truth.parts[part] <= high) held[part]++
      }
    }
    for (const part of PARTS) {
      const share = held[part] / runs
      claims.push({
        row: `${installs} installs a place, φ ${phi}`,
        column: part,
        value: share,
        error: shareError(share, runs),
        // A handful of conversions a place is shown, not promised.
        low: installs < 20 ? 0 : 0.9,
        high: installs < 20 ? Infinity : 1,
      })
    }
  }
}
await reportEvidence({
  name: 'decomposition',
  title: 'Why it changed: true parts in their 95 % intervals',
  seed: SEED,
  remarks: [
    `${times(60, 400).toLocaleString('en')} changes a cell over ${STRATA} places whose shares and rates all move; a fifth of the installs come after a view. True parts are those of the expected counts at the shares that ran, which intervals hold fixed. φ is off by a log-normal 20 %; ${DRAWS} draws an interval.`,
  ],
  claims,
  unit: 'share',
})
