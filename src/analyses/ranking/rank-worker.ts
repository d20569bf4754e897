import { parentPort } from 'node:worker_threads'
import { type RankedCreative, type RankResult, rankCreatives } from '#stats/index.ts'
import { type PackedInput, unpackInput } from './packed-input.ts'

/** A question to the worker. */
export interface RankTask {
  readonly id: number
  readonly input: PackedInput
}

/** Its answer: rows by and by, then the rest of it; or why there is none. */
export type RankReply =
  | { readonly id: number; readonly rows: readonly RankedCreative[] }
  | { readonly id: number; readonly rest: Omit<RankResult, 'creatives'> }
  | { readonly id: number; readonly error: unknown }

/** Rows of one message: reading it back holds up nobody for long. */
const ROWS_AT_ONCE = 250

function answer(id: number, input: PackedInput, send: (reply: RankReply) => void): void {
  try {
    const { creatives, ...rest } = rankCreatives(unpackInput(input))
    for (let start = 0; start < creatives.length; start += ROWS_AT_ONCE)
      send({ id, rows: creatives.slice(start, start + ROWS_AT_ONCE) })
    send({ id, rest })
  } catch (error) {
    send({ id, error })
  }
}

parentPort?.on('message', ({ id, input }: RankTask) =>
  answer(id, input, (reply) => parentPort?.postMessage(reply)),
)
