import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './kit/measure.ts'

/** Runs every bench of speed; `--quick` on a tenth of the rows. */
const quick = process.argv.includes('--quick')
const benches: readonly (readonly string[])[] = [
  ['import.ts', '--rows', quick ? '1000000' : '10000000'],
  ['rank.ts', '--rows', quick ? '2000000' : '20000000'],
  ['first-ranking.ts'],
  ['statistics/ranking-speed.ts'],
]
for (const [script = '', ...args] of benches) {
  console.log(`\n${script} ${args.join(' ')}`)
  const { status } = spawnSync(process.execPath, [join(ROOT, 'bench', script), ...args], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
