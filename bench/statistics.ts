import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT } from './kit/measure.ts'

/** Runs the simulations; `--full` with the counts of runs the claims need, written into docs/statistics/evidence.md. */
const full = process.argv.includes('--full') ? ['--full'] : []
for (const script of [
  'one-rate-coverage.ts',
  'adjusted-coverage.ts',
  'own-places.ts',
  'best-creative.ts',
  'daily-looks.ts',
  'learnt-looks.ts',
  'factors.ts',
  'elements.ts',
  'fatigue.ts',
  'nowcast.ts',
  'decomposition.ts',
  'money-parts.ts',
  'false-discoveries.ts',
  'fraud.ts',
  'budget.ts',
  'real-data.ts',
  'ranking-speed.ts',
]) {
  console.log(`\n${script}`)
  const { status } = spawnSync(process.execPath, [join(ROOT, 'bench/statistics', script), ...full], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
