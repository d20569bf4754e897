// Loaded into a measured process: writes what it used when it ends, and how long its event loop was held up
// since it was last asked (by SIGUSR2). Plain JavaScript, so that it loads before anything else.
import { writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const target = process.env.PERMILLE_BENCH_USE
const resolution = 5
const delay = monitorEventLoopDelay({ resolution })
delay.enable()

function write() {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage()
  const blocked = Math.max(0, delay.max / 1e6 - resolution)
  const use = { peakKilobytes: maxRSS, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6, blocked }
  writeFileSync(target, JSON.stringify(use))
}

if (target) {
  process.on('exit', write)
  process.on('SIGUSR2', () => {
    write()
    delay.reset()
  })
}
