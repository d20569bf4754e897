import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** What asking a question several times took, the first left out, and how many rows it answered. */
export const Timed = z.object({
  milliseconds: z.array(z.number()),
  /** Of this process and, where the environment names them, of the servers it asks. */
  cpuMilliseconds: z.array(z.number()),
  rows: z.number(),
})
export type Timed = z.infer<typeof Timed>
/**
 * By the name of the question; `isRolled` where permille read facts summed by creative, `said` what the whole of the answer
 * and its largest row are, by which two ways of asking are held to the same answer.
 */
export const TimedQuestions = z.record(
  z.string(),
  Timed.extend({ isRolled: z.boolean().optional(), said: z.array(z.number()).optional() }),
)

const NUMBER = /^(?:impressions|spend|installs)(?:_now|_before|_previous)?$/

/** What the two largest of these rows hold, the totals first. */
export function saidBy(rows: readonly Readonly<Record<string, unknown>>[]): number[] {
  return rows
    .map((row) =>
      Object.entries(row)
        .filter(([name]) => NUMBER.test(name))
        .sort(([one], [other]) => one.replace('_now', '').localeCompare(other.replace('_now', '')))
        .map(([, value]) => Number(value)),
    )
    .sort(([one = 0], [other = 0]) => other - one)
    .slice(0, 2)
    .flat()
}

/** Milliseconds of a tick in which Linux counts what a process computed. */
const TICK = 10

const servers = (process.env.PERMILLE_BENCH_SERVERS ?? '').split(',').filter((pid) => pid !== '')

/** Milliseconds a server computed so far. */
function computedBy(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return TICK * (Number(fields[11]) + Number(fields[12]))
}

function computed(): number {
  const { user, system } = process.cpuUsage()
  return servers.reduce((sum, pid) => sum + computedBy(pid), (user + system) / 1000)
}

/** Asks once to warm up and then so often; milliseconds of each. */
export async function timed(times: number, ask: () => Promise<unknown>): Promise<Timed> {
  const milliseconds: number[] = []
  const cpuMilliseconds: number[] = []
  let rows = 0
  for (let time = 0; time <= times; time += 1) {
    const start = performance.now()
    const before = computed()
    const answer = await ask()
    if (time > 0) {
      milliseconds.push(performance.now() - start)
      cpuMilliseconds.push(computed() - before)
    }
    rows = Array.isArray(answer) ? answer.length : 0
  }
  return { milliseconds, cpuMilliseconds, rows }
}
