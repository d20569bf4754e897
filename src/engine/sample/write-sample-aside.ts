import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { SampleName } from './sample-tables.ts'
import type { WrittenTable } from './write-sample.ts'

/** Writes a sample in a thread of its own, so that the server keeps answering meanwhile. */
export function writeSampleAside(name: SampleName, folder: string): Promise<readonly WrittenTable[]> {
  const script = new URL(`./write-sample-worker${extname(import.meta.url)}`, import.meta.url)
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { name, folder } })
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('the sample was not written')))
  })
}
