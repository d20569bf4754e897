import { Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib'
import { NetError } from './net-error.ts'

/** What one answer may cost. */
export interface BodyLimits {
  /** Bytes as they arrive. */
  readonly received: number
  /** Bytes after they were unpacked. */
  readonly unpacked: number
  /** Unpacked bytes per received one, looked at once `RATIO_FROM` came out. */
  readonly ratio: number
}

const MB = 2 ** 20
export const DEFAULT_BODY_LIMITS: BodyLimits = { received: 2048 * MB, unpacked: 16_384 * MB, ratio: 200 }
const RATIO_FROM = 64 * MB

/** Bytes an answer took so far. */
export interface BodyCount {
  received: number
  unpacked: number
}

const GZIP = Buffer.from([0x1f, 0x8b])

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
}

function unpackerOf(encoding: string | undefined): Transform | null {
  const name = encoding?.trim().toLowerCase() ?? ''
  if (name === '' || name === 'identity') return null
  const make = UNPACKERS[name]
  if (make === undefined) throw new NetError('refused', `an answer is packed as ${name}, which is not read`)
  return make()
}

/** The bytes of a file; a gzip (RFC 1952 §2.3.1) is unpacked. */
async function* fileBytes(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  let head = Buffer.alloc(0)
  while (head.length < GZIP.length) {
    const next = await chunks.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  async function* whole() {
    yield head
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value
  }
  if (!head.subarray(0, GZIP.length).equals(GZIP)) {
    yield* whole()
    return
  }
  const unpacker = createGunzip()
  Readable.from(whole())
    .on('error', (error) => unpacker.destroy(error))
    .pipe(unpacker)
  yield* unpacker
}

function asNetError(error: unknown): NetError {
  if (error instanceof NetError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'UND_ERR_BODY_TIMEOUT') {
    return new NetError('timeout', 'the answer stopped arriving', { cause: error })
  }
  return new NetError('cut', 'the connection ended before the answer did', { cause: error })
}

/**
 * The bytes of an answer, unpacked, ending in a `NetError` when it is cut, packed badly, or larger than it may be.
 * With `unpackFile`, an answer that is a gzip file without saying so is unpacked as well.
 */
export async function* boundedBody(
  body: Readable,
  encoding: string | undefined,
  limits: BodyLimits,
  count: BodyCount,
  unpackFile = false,
): AsyncGenerator<Uint8Array> {
  const unpacker = unpackerOf(encoding)
  const stop = (error: NetError) => body.destroy(error)
  body.on('data', (chunk: Uint8Array) => {
    count.received += chunk.length
    if (count.received > limits.received)
      stop(new NetError('too_large', 'the answer is larger than it may be'))
  })
  if (unpacker !== null) {
    body.on('error', (error) => unpacker.destroy(error))
    body.pipe(unpacker)
  }
  try {
    for await (const chunk of unpacker ?? (unpackFile ? fileBytes(body) : body)) {
      const bytes: Uint8Array = chunk
      count.unpacked += bytes.length
      const isBomb = count.unpacked > RATIO_FROM && count.unpacked > count.received * limits.ratio
      if (count.unpacked > limits.unpacked || isBomb) {
        throw new NetError('too_large', 'the answer unpacks to more than it may')
      }
      yield bytes
    }
  } catch (error) {
    throw asNetError(error)
  } finally {
    body.destroy()
    unpacker?.destroy()
  }
}
