import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Computed, type ElementsInput, type ElementsReading, readElements } from '#stats/index.ts'

/** Creatives × elements up to which reading takes some ten milliseconds. */
const SMALL = 600

/** Reads elements; those of a large account in a thread of its own, so that nothing else waits for the arithmetic. */
export async function readBeside(input: ElementsInput): Promise<Computed<ElementsReading>> {
  if (input.creatives.length * input.elements.length <= SMALL) return readElements(input)
  // Its extension is that of this file: .ts from sources, .js in the published package.
  const worker = new Worker(new URL(`./read-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: input,
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
