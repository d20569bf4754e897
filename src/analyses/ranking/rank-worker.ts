import { parentPort } from 'node:worker_threads'
import { type RankInput, rankCreatives } from '#stats/index.ts'

/** A question to the worker. */
export interface RankTask {
  readonly id: number
  readonly input: RankInput
}

/** Its answer, or why there is none. */
export type RankReply =
  | { readonly id: number; readonly result: ReturnType<typeof rankCreatives> }
  | { readonly id: number; readonly error: unknown }

function reply({ id, input }: RankTask): RankReply {
  try {
    return { id, result: rankCreatives(input) }
  } catch (error) {
    return { id, error }
  }
}

parentPort?.on('message', (task: RankTask) => parentPort?.postMessage(reply(task)))
