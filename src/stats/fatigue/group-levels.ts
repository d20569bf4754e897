import { gammaQuantile } from '../special/gamma-quantile.ts'
import { evidenceAt, FALLS } from './change-evidence.ts'
import type { GroupLevels, Judged } from './judged.ts'

/** Spread of creatives around their mean, as a shape: a coefficient of variation of 30 %. */
export const CREATIVE_SHAPE = 0.3 ** -2
const CAUTIOUS = 0.1
const LEAST_CONVERSIONS = 50

/** The levels of all creatives held against their peers. */
export function groupLevels(judged: readonly Judged[], threshold: number): GroupLevels {
  let conversions = 0
  let expected = 0
  for (const { baseline, sums } of judged) {
    if (baseline === 'own') continue
    conversions += sums.conversions.at(-1) ?? 0
    expected += sums.expected.at(-1) ?? 0
  }
  if (!(conversions > 0 && expected > 0)) return { conversions, expected, best: [] }
  const prior = (CREATIVE_SHAPE * expected) / conversions
  const best = judged.flatMap(({ baseline, sums, days, phi, start }, creative) => {
    const own = sums.conversions.at(-1) ?? 0
    if (baseline === 'own' || start === null || own * phi < LEAST_CONVERSIONS) return []
    if (evidenceAt(sums, start, days.day.length, FALLS) >= threshold) return []
    const shape = CREATIVE_SHAPE + own
    const rate = prior + (sums.expected.at(-1) ?? 0)
    return [{ creative, level: shape / rate, surely: gammaQuantile(shape, CAUTIOUS) / rate }]
  })
  return { conversions, expected, best: best.sort((a, b) => b.surely - a.surely) }
}
