// Loaded into a measured process: writes its peak memory in kilobytes when it ends.
import { writeFileSync } from 'node:fs'

const target = process.env.PERMILLE_BENCH_MEMORY
if (target) process.on('exit', () => writeFileSync(target, String(process.resourceUsage().maxRSS)))
