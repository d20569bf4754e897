import { parentPort, workerData } from 'node:worker_threads'
import { type ElementsInput, readElements } from '#stats/index.ts'

const input: ElementsInput = workerData
parentPort?.postMessage(readElements(input))
