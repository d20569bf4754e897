import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { SAMPLES } from './sample-name.ts'
import { writeSample } from './write-sample.ts'

const { name, folder } = z.object({ name: z.enum(SAMPLES), folder: z.string() }).parse(workerData)
parentPort?.postMessage(await writeSample(name, folder))
