import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What one run of a command took. */
export interface Measured {
  readonly seconds: number
  readonly peakMegabytes: number
  readonly output: string
}

/** Runs a Node script as a process of its own and measures it as a whole; throws when it fails. */
export async function measure(script: string, args: readonly string[]): Promise<Measured> {
  const memory = join(tmpdir(), `permille-bench-${process.pid}.txt`)
  const start = performance.now()
  const child = spawn(
    process.execPath,
    ['--import', join(ROOT, 'bench/kit/report-memory.mjs'), script, ...args],
    {
      env: { ...process.env, PERMILLE_BENCH_MEMORY: memory },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const [code] = await once(child, 'close')
  const seconds = (performance.now() - start) / 1000
  if (code !== 0) throw new Error(`${script} ended with exit code ${code}: ${output.slice(0, 500)}`)
  const kilobytes = Number(await readFile(memory, 'utf8'))
  await rm(memory, { force: true })
  return { seconds, peakMegabytes: kilobytes / 1024, output }
}

/** The middle value of a list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** A number given as `--NAME N`, or its default. */
export function numberOption(name: string, fallback: number): number {
  const place = process.argv.indexOf(`--${name}`)
  return place === -1 ? fallback : Number(process.argv[place + 1])
}
