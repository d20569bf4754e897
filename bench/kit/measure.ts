import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
export const PERMILLE = join(ROOT, 'bin/permille')

const Use = z.object({ peakKilobytes: z.number(), cpuSeconds: z.number(), blocked: z.number() })

/** What a process used. */
export interface ProcessUse {
  readonly peakMegabytes: number
  readonly cpuSeconds: number
  /** Longest time its event loop was held up, in milliseconds. */
  readonly blockedMilliseconds: number
}

/** What one run of a command took. */
export interface Measured extends ProcessUse {
  readonly seconds: number
  readonly output: string
}

let processes = 0

/** Starts a Node script as a process of its own that reports what it uses. */
export function startMeasured(script: string, args: readonly string[]) {
  processes += 1
  const file = join(tmpdir(), `permille-bench-${process.pid}-${processes}.json`)
  const child = spawn(
    process.execPath,
    ['--import', join(ROOT, 'bench/kit/report-use.mjs'), script, ...args],
    {
      env: { ...process.env, PERMILLE_BENCH_USE: file },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const readUse = async (): Promise<ProcessUse> => {
    const { peakKilobytes, cpuSeconds, blocked } = Use.parse(JSON.parse(await readFile(file, 'utf8')))
    await rm(file, { force: true })
    return { peakMegabytes: peakKilobytes / 1024, cpuSeconds, blockedMilliseconds: blocked }
  }
  return { child, readUse }
}

/** Runs a Node script as a process of its own and measures it as a whole; throws when it fails. */
export async function measure(script: string, args: readonly string[]): Promise<Measured> {
  const start = performance.now()
  const { child, readUse } = startMeasured(script, args)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  const [code, signal] = await once(child, 'close')
  const seconds = (performance.now() - start) / 1000
  if (code !== 0)
    throw new Error(`${script} ended with ${signal ?? `exit code ${code}`}: ${output.slice(0, 500)}`)
  return { ...(await readUse()), seconds, output }
}

/** The middle value of a list. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/** A text given as `--NAME TEXT`. */
export function textOption(name: string): string | undefined {
  const place = process.argv.indexOf(`--${name}`)
  return place === -1 ? undefined : process.argv[place + 1]
}

/** A number given as `--NAME N`, or its default. */
export function numberOption(name: string, fallback: number): number {
  return Number(textOption(name) ?? fallback)
}

/** Whether only a quick look was asked for, whose figures are not written down. */
export function isQuick(): boolean {
  return process.argv.includes('--quick')
}
