import { parentPort, workerData } from 'node:worker_threads'
import { type ExplainTask, explain } from './explain.ts'

const task: ExplainTask = workerData
parentPort?.postMessage(explain(task))
