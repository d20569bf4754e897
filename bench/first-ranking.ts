import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ROOT } from './kit/measure.ts'
import { report } from './kit/report.ts'

const PORT = 4980
const MOST_SECONDS = 600

/** The search path as a newcomer has it: without this checkout's own tools. */
function newcomersPath(): string {
  const own = join(ROOT, 'node_modules')
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(own))
    .join(delimiter)
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => response.ok && (await response.text()).length > 0,
    () => false,
  )
}

/** Seconds from `npm start` until the page is there and its ranking answers. */
async function start(clone: string, port: number): Promise<number> {
  const started = performance.now()
  const seconds = () => (performance.now() - started) / 1000
  const child = spawn('npm', ['start', '--', '--port', String(port)], {
    cwd: clone,
    env: { ...process.env, PATH: newcomersPath() },
    stdio: 'ignore',
    detached: true,
  })
  const closed = once(child, 'close')
  try {
    const page = `http://127.0.0.1:${port}`
    while (!((await answers(page)) && (await answers(`${page}/api/v1/rank`)))) {
      if (seconds() > MOST_SECONDS) throw new Error('no ranking within ten minutes')
      if (child.exitCode !== null) throw new Error(`npm start ended with exit code ${child.exitCode}`)
      await wait(50)
    }
    return seconds()
  } finally {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM')
    await closed
  }
}

/** Clones the repository and times the first and the second `npm start` until the ranking answers. */
export async function benchFirstRanking(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'permille-bench-'))
  try {
    const clone = join(folder, 'permille')
    const began = performance.now()
    execFileSync('git', ['clone', '--quiet', ROOT, clone])
    const cloned = (performance.now() - began) / 1000
    const first = await start(clone, PORT)
    const second = await start(clone, PORT + 1)
    await report({
      name: 'first-ranking',
      columns: ['', 'seconds'],
      rows: [
        ['`git clone` of a local copy', cloned.toFixed(1)],
        ['first `npm start` until the ranking answers', first.toFixed(1)],
        ['second `npm start` until the ranking answers', second.toFixed(1)],
      ],
      findings: [
        'The first start installs the packages (from npm’s cache where it has them), builds the page and simulates the sample studio.',
      ],
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchFirstRanking()
