import { setImmediate as letOthersRun } from 'node:timers/promises'

const SLICE_MILLISECONDS = 10
const LOOK_EVERY = 64

/** Does the same to many things and lets other work run in between, so that nobody waits for all of them. */
export async function inSlices<T, R>(
  things: readonly T[],
  work: (thing: T, place: number) => R,
): Promise<R[]> {
  const results: R[] = []
  let start = performance.now()
  let place = 0
  for (const thing of things) {
    results.push(work(thing, place))
    place += 1
    if (place % LOOK_EVERY !== 0 || performance.now() - start < SLICE_MILLISECONDS) continue
    await letOthersRun()
    start = performance.now()
  }
  return results
}

/** Calls with each number from 0 and lets other work run in between; for columns of millions of numbers. */
export async function overRanges(count: number, work: (index: number) => void): Promise<void> {
  let start = performance.now()
  for (let index = 0; index < count; index += 1) {
    work(index)
    if (index % 4096 !== 4095 || performance.now() - start < SLICE_MILLISECONDS) continue
    await letOthersRun()
    start = performance.now()
  }
}
