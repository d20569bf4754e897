import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type Detected, type DetectTask, detect } from './detect.ts'

/** Days of all places up to which detection takes some ten milliseconds. */
const SMALL = 3_000
/** New objects soon die here; left alone, the collector lets them pile up to gigabytes before it looks. */
const YOUNG = { maxYoungGenerationSizeMb: 8 }

/** Finds what wears out; in a large account in a thread of its own, so that nothing else waits for the arithmetic. */
export async function detectBeside(task: DetectTask): Promise<Detected> {
  const size = task.objects.reduce(
    (sum, { places }) => places.reduce((own, { day }) => own + day.length, sum),
    0,
  )
  if (size <= SMALL) return detect(task)
  // Its extension is that of this file: .ts from sources, .js in the published package.
  const worker = new Worker(new URL(`./detect-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
    resourceLimits: YOUNG,
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
