import { z } from 'zod'

/** What asking a question several times took, the first left out, and how many rows it answered. */
export const Timed = z.object({ milliseconds: z.array(z.number()), rows: z.number() })
export type Timed = z.infer<typeof Timed>
/** By the name of the question; `isRolled` where permille read facts summed by creative. */
export const TimedQuestions = z.record(z.string(), Timed.extend({ isRolled: z.boolean().optional() }))

/** Asks once to warm up and then so often; milliseconds of each. */
export async function timed(times: number, ask: () => Promise<unknown>): Promise<Timed> {
  const milliseconds: number[] = []
  let rows = 0
  for (let time = 0; time <= times; time += 1) {
    const start = performance.now()
    const answer = await ask()
    if (time > 0) milliseconds.push(performance.now() - start)
    rows = Array.isArray(answer) ? answer.length : 0
  }
  return { milliseconds, rows }
}
