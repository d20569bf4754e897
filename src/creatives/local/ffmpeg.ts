import { spawn, spawnSync } from 'node:child_process'
import { z } from 'zod'
import type { LocalPackages } from './local-packages.ts'

const Installed = z.object({ path: z.string() })

const LONGEST_MS = 240_000
const MOST_BYTES = 400_000_000

function installedPath(packages: LocalPackages): string | null {
  try {
    return Installed.parse(packages.load('@ffmpeg-installer/ffmpeg')).path
  } catch {
    return null
  }
}

/** The first ffmpeg that runs: FFMPEG_PATH, the machine's own, the one of the package; `null` where none does. */
export function findFfmpeg(packages: LocalPackages | null): string | null {
  const candidates = [process.env.FFMPEG_PATH, 'ffmpeg', packages === null ? null : installedPath(packages)]
  return (
    candidates
      .filter((path) => path !== null && path !== undefined)
      .find((path) => spawnSync(path, ['-version'], { stdio: 'ignore', timeout: 20_000 }).status === 0) ??
    null
  )
}

/** What an ffmpeg wrote to its output and said; throws the last thing it said when it failed. */
export function runFfmpeg(
  ffmpeg: string,
  args: readonly string[],
): Promise<{ readonly output: Buffer; readonly said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpeg, ['-hide_banner', '-nostdin', '-nostats', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    })
    const chunks: Buffer[] = []
    let bytes = 0
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > MOST_BYTES) child.kill('SIGKILL')
      else chunks.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) return resolve({ output: Buffer.concat(chunks), said })
      const line = said.trim().split('\n').at(-1) ?? ''
      reject(new Error(/Invalid data|moov atom|could not find/i.test(said) ? 'it is cut off' : line))
    })
  })
}
