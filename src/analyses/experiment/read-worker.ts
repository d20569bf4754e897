import { parentPort, workerData } from 'node:worker_threads'
import { readTest, type TestTask } from './read-test.ts'

const task: TestTask = workerData
parentPort?.postMessage(await readTest(task))
