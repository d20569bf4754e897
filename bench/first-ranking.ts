import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { numberOption, ROOT } from './kit/measure.ts'

/** From a fresh clone to the first ranking: `npm start` in an empty folder until the API ranks, and again. */
const port = numberOption('port', 4491)
const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
const clone = join(folder, 'permille')

async function start(): Promise<number> {
  const begun = performance.now()
  const child = spawn('npm', ['start', '--', '--port', String(port)], {
    cwd: clone,
    stdio: 'ignore',
    detached: true,
  })
  try {
    for (;;) {
      const rows = await fetch(`http://127.0.0.1:${port}/api/v1/rank`)
        .then(async (answer) => (answer.ok ? RankAnswer.parse(await answer.json()).rows.length : 0))
        .catch(() => 0)
      if (rows > 0) return (performance.now() - begun) / 1000
      if (performance.now() - begun > 600_000) throw new Error('no ranking after ten minutes')
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  } finally {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
    await new Promise((resolve) => child.once('close', resolve))
  }
}

try {
  spawnSync('git', ['clone', '--quiet', ROOT, clone])
  console.log(`first start to first ranking: ${(await start()).toFixed(1)} s`)
  console.log(`second start to first ranking: ${(await start()).toFixed(1)} s`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
