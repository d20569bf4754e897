import { isComputed, rankCreatives } from '../../src/stats/index.ts'
import { rankingData } from './ranking-data.ts'

/** Ranks made-up creatives so many times in this fresh process; prints the seconds of each time, those of its thread, and what came out. */
const [creatives = 0, strata = 0, days = 0, meanExposure = 0, seed = 0, runs = 0] = process.argv
  .slice(2)
  .map(Number)
const data = rankingData(creatives, strata, days, meanExposure, seed)
const seconds: number[] = []
const cpuSeconds: number[] = []
const rates: Record<string, number> = {}
const best: Record<string, number> = {}
for (let run = 0; run < runs; run++) {
  const used = process.threadCpuUsage()
  const start = performance.now()
  const ranked = rankCreatives({ creatives: data, repeatable: true })
  seconds.push((performance.now() - start) / 1000)
  const { user, system } = process.threadCpuUsage(used)
  cpuSeconds.push((user + system) / 1e6)
  if (run > 0) continue
  for (const { id, shrunk, probabilityBest } of ranked.creatives) {
    if (isComputed(shrunk)) rates[id] = shrunk
    if (isComputed(probabilityBest) && probabilityBest > 0.001) best[id] = probabilityBest
  }
}
console.log(JSON.stringify({ seconds, cpuSeconds, rates, best }))
