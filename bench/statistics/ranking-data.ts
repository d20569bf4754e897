import { type CreativeEvidence, drawCount, drawNormal, seededGenerator } from '../../src/stats/index.ts'

/** Creatives shown in every stratum, with a rate, an interaction and exposures that vary; with days when there are any. */
export function rankingData(
  creatives: number,
  strata: number,
  days: number,
  meanExposure: number,
  seed: number,
): CreativeEvidence[] {
  const random = seededGenerator(seed)
  const multiplier = Array.from({ length: strata }, () => Math.exp(0.6 * drawNormal(random)))
  const day = Float64Array.from({ length: days }, (_, d) => d)
  return Array.from({ length: creatives }, (_, i) => {
    const quality = 0.01 * Math.exp(0.3 * drawNormal(random))
    return {
      id: `c${i}`,
      cells: multiplier.map((m, s) => {
        const rate = quality * m * Math.exp(0.2 * drawNormal(random))
        const planned = meanExposure * Math.exp(1.2 * drawNormal(random))
        const draw = (exposure: number) => Math.min(exposure, drawCount(exposure * rate, 1.5, random))
        if (days === 0) {
          const exposure = Math.round(planned) + 1
          return { stratum: `s${s}`, exposure, conversions: draw(exposure) }
        }
        const exposure = day.map(() => Math.round((planned / days) * (0.5 + random())) + 1)
        const conversions = exposure.map(draw)
        return {
          stratum: `s${s}`,
          exposure: exposure.reduce((a, b) => a + b, 0),
          conversions: conversions.reduce((a, b) => a + b, 0),
          days: { day, exposure, conversions },
        }
      }),
    }
  })
}
