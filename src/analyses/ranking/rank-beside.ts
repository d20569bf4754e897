import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type RankedCreative, type RankInput, type RankResult, rankCreatives } from '#stats/index.ts'
import { packInput } from './packed-input.ts'
import type { RankReply, RankTask } from './rank-worker.ts'

interface Waiting {
  readonly creatives: RankedCreative[]
  resolve(result: RankResult): void
  reject(error: unknown): void
}

/** Days and cells (each worth some days) up to which ranking takes a few milliseconds. */
const SMALL = 20_000
const DAYS_PER_CELL = 20

function sizeOf({ creatives }: RankInput): number {
  let size = 0
  for (const { cells, placedDays = [] } of creatives) {
    size += cells.length * DAYS_PER_CELL
    for (const { days } of [...cells, ...placedDays]) size += days?.day.length ?? 0
  }
  return size
}

/** One thread that ranks, started when it is first needed; it keeps no process alive that waits for nothing. */
class RankThread {
  #worker: Worker | null = null
  #last = 0
  readonly #waiting = new Map<number, Waiting>()

  async rank(input: RankInput): Promise<RankResult> {
    const { packed, memory } = await packInput(input)
    const worker = this.#worker ?? this.#start()
    this.#last += 1
    const task: RankTask = { id: this.#last, input: packed }
    return new Promise((resolve, reject) => {
      this.#waiting.set(task.id, { creatives: [], resolve, reject })
      worker.ref()
      worker.postMessage(task, memory)
    })
  }

  #start(): Worker {
    // Its extension is that of this file: .ts from sources, .js in the published package.
    const worker = new Worker(new URL(`./rank-worker${extname(import.meta.url)}`, import.meta.url))
    worker.on('message', (reply: RankReply) => {
      const waiting = this.#waiting.get(reply.id)
      if ('rows' in reply) {
        waiting?.creatives.push(...reply.rows)
        return
      }
      this.#waiting.delete(reply.id)
      if (this.#waiting.size === 0) worker.unref()
      if ('error' in reply) waiting?.reject(reply.error)
      else waiting?.resolve({ ...reply.rest, creatives: waiting.creatives })
    })
    worker.on('error', (error) => {
      this.#worker = null
      for (const { reject } of this.#waiting.values()) reject(error)
      this.#waiting.clear()
    })
    worker.unref()
    this.#worker = worker
    return worker
  }
}

const thread = new RankThread()

/** Ranks creatives; many of them in a thread of their own, so that nothing else waits for the arithmetic. */
export async function rankBeside(input: RankInput): Promise<RankResult> {
  return sizeOf(input) <= SMALL ? rankCreatives(input) : thread.rank(input)
}
