import { drawCount, drawNormal, rankCreatives, seededGenerator } from '../../src/stats/index.ts'

const random = seededGenerator(404)
const CREATIVES = 20_000
const STRATA = 12
const multiplier = Array.from({ length: STRATA }, () => Math.exp(0.6 * drawNormal(random)))
const creatives = Array.from({ length: CREATIVES }, (_, i) => {
  const rate = 0.01 * Math.exp(0.3 * drawNormal(random))
  return {
    id: `c${i}`,
    cells: multiplier.map((m, s) => {
      const exposure = Math.round(1_000 * Math.exp(1.2 * drawNormal(random))) + 1
      return {
        stratum: `s${s}`,
        exposure,
        conversions: Math.min(
          exposure,
          drawCount(exposure * rate * m * Math.exp(0.2 * drawNormal(random)), 1.5, random),
        ),
      }
    }),
  }
})
for (let run = 0; run < 5; run++) {
  const cpu = process.cpuUsage()
  const start = performance.now()
  const { creatives: ranked } = rankCreatives({ creatives, repeatable: false })
  const wall = performance.now() - start
  const used = process.cpuUsage(cpu)
  console.log(
    `run ${run + 1}: ${ranked.length} creatives × ${STRATA} strata in ${wall.toFixed(0)} ms (user CPU ${(used.user / 1000).toFixed(0)} ms)`,
  )
}
