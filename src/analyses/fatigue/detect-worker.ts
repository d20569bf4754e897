import { parentPort, workerData } from 'node:worker_threads'
import { type DetectTask, detect } from './detect.ts'

const task: DetectTask = workerData
parentPort?.postMessage(detect(task))
