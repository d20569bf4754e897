import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SampleName } from './sample-name.ts'
import type { WrittenTable } from './write-sample.ts'

/** Writes a sample in a thread of its own, so that the server keeps answering meanwhile. */
export async function writeSampleAside(
  name: SampleName,
  folder: string,
  stop: AbortSignal,
): Promise<readonly WrittenTable[]> {
  const script = new URL(`./write-sample-worker${extname(import.meta.url)}`, import.meta.url)
  stop.throwIfAborted()
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { name, folder } })
    stop.addEventListener('abort', () => void worker.terminate(), { once: true })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(stop.aborted ? stop.reason : new Error('the sample was not written')))
  })
}
