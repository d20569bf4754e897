import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type ExplainTask, explain, type FoundChange } from './explain.ts'

/** Places up to which 2,000 draws take some ten milliseconds. */
const SMALL = 20

/** Explains a change; one of many places in a thread of its own, so that nothing else waits for the arithmetic. */
export async function explainBeside(task: ExplainTask): Promise<FoundChange> {
  if (task.strata.length <= SMALL) return explain(task)
  // Its extension is that of this file: .ts from sources, .js in the published package.
  const worker = new Worker(new URL(`./explain-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
  })
  return new Promise((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
}
