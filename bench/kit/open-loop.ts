import { setTimeout as wait } from 'node:timers/promises'

/** What requests sent at a steady rate met with. */
export interface OpenLoop {
  /** Milliseconds from when each request was due to when its answer was read, sorted. */
  readonly milliseconds: readonly number[]
  readonly errors: readonly string[]
}

/** Sends a request whenever one is due, whether earlier ones have answered or not, so that a server that stops is charged for all who would have waited. */
export async function openLoop(
  paths: (index: number) => string,
  { url, perSecond, seconds }: { url: string; perSecond: number; seconds: number },
): Promise<OpenLoop> {
  const milliseconds: number[] = []
  const errors: string[] = []
  const sent: Promise<void>[] = []
  const start = performance.now()
  async function ask(path: string, due: number): Promise<void> {
    try {
      const response = await fetch(url + path)
      await response.arrayBuffer()
      if (!response.ok) errors.push(`${response.status} ${path}`)
      milliseconds.push(performance.now() - due)
    } catch (error) {
      errors.push(`${path}: ${String(error)}`)
    }
  }
  for (let index = 0; index < perSecond * seconds; index += 1) {
    const due = start + (index * 1000) / perSecond
    const early = due - performance.now()
    if (early > 1) await wait(early)
    sent.push(ask(paths(index), due))
  }
  await Promise.all(sent)
  return { milliseconds: milliseconds.toSorted((a, b) => a - b), errors }
}

/** The value below which a share of sorted values lies. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
