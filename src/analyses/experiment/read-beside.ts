import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Computed } from '#stats/index.ts'
import { type ReadTest, readTest, type TestTask } from './read-test.ts'

/** Cells read up to which a test takes about 30 ms. */
const SMALL = 4_000

function cellsOf({ arms }: Pick<TestTask['input'], 'arms'>): number {
  return arms.reduce((sum, { cells }) => sum + cells.length, 0)
}

function sizeOf({ input, test, earlier = [] }: TestTask): number {
  const looks = 1 + (test.end === undefined ? 0 : test.looks.length + 1)
  return earlier.reduce((sum, one) => sum + 2 * cellsOf(one), looks * cellsOf(input))
}

/** Reads a test; a large one in a thread of its own, so that nothing else waits for the arithmetic. */
export function readBeside(task: TestTask): Promise<Computed<ReadTest>> {
  if (sizeOf(task) <= SMALL) return readTest(task)
  // Its extension is that of this file: .ts from sources, .js in the published package.
  const worker = new Worker(new URL(`./read-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
