import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setImmediate as letOthersRun } from 'node:timers/promises'
import { promisify } from 'node:util'
import { createGzip, gunzip } from 'node:zlib'
import type { Context } from 'hono'
import { jsonPieces } from './send-json.ts'

const inflate = promisify(gunzip)
/** Most of what a higher one saves, for a third of its time. */
const LEVEL = 4
/** Shorter texts are sent as they are. */
const SHORTEST = 1024
const GZIP = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i

/** JSON as it lies ready to be sent to whoever asks. */
export interface PackedJson {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly isGzipped: boolean
}

async function* piecesOf(answer: object): AsyncGenerator<string> {
  for (const piece of jsonPieces({ ...answer })) {
    yield piece
    await letOthersRun()
  }
}

/** Writes an answer as JSON and compresses it; a long one piece by piece, others being served in between. */
export async function packJson(answer: unknown): Promise<PackedJson> {
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer)
  const pieces: string[] = []
  let length = 0
  if (!isObject) pieces.push(JSON.stringify(answer))
  else
    for await (const piece of piecesOf(answer)) {
      length += piece.length
      pieces.push(piece)
    }
  if (length < SHORTEST) return { bytes: Buffer.from(pieces.join('')), isGzipped: false }
  const packed = await buffer(Readable.from(pieces).pipe(createGzip({ level: LEVEL })))
  return { bytes: packed, isGzipped: true }
}

/** Sends packed JSON as whoever asks can read it. */
export async function sendPacked(context: Context, { bytes, isGzipped }: PackedJson): Promise<Response> {
  context.header('content-type', 'application/json')
  if (!isGzipped) return context.body(bytes)
  if (!GZIP.test(context.req.header('accept-encoding') ?? '')) return context.body(await inflate(bytes))
  context.header('vary', 'Accept-Encoding', { append: true })
  context.header('content-encoding', 'gzip')
  return context.body(bytes)
}
