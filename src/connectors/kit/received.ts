import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { HttpAnswer } from '#net/http-client.ts'
import { NetError } from '#net/net-error.ts'
import { type Json, parseJson } from './json.ts'

const MB = 2 ** 20
const IN_MEMORY = 4 * MB
const JSON_MOST = 256 * MB
const LOOKED_AT = 65_536

/** An answer that arrived whole: in memory where it is small, else in a file. */
export class Received {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Bytes as they came over the network. */
  readonly bytes: number
  readonly #chunks: readonly Uint8Array[]
  readonly #path: string | null
  /** The body where it is JSON. */
  readonly json: Json | undefined
  /** The beginning of the body. */
  readonly head: string
  /** The end of the body. */
  readonly tail: string

  private constructor(
    answer: HttpAnswer,
    body: {
      chunks: readonly Uint8Array[]
      path: string | null
      head: string
      tail: string
      json: Json | undefined
    },
  ) {
    this.status = answer.status
    this.headers = answer.headers
    this.bytes = answer.count.received
    this.#chunks = body.chunks
    this.#path = body.path
    this.head = body.head
    this.tail = body.tail
    this.json = body.json
  }

  /** Reads an answer to its end; a large one goes through a file in the folder. */
  static async read(answer: HttpAnswer, folder: string): Promise<Received> {
    const chunks: Uint8Array[] = []
    let size = 0
    let path: string | null = null
    let file: ReturnType<typeof createWriteStream> | null = null
    let tail = Buffer.alloc(0)
    try {
      for await (const chunk of answer.body) {
        size += chunk.length
        tail = Buffer.concat([tail, chunk]).subarray(-LOOKED_AT)
        if (file === null) chunks.push(chunk)
        else if (!file.write(chunk)) await once(file, 'drain')
        if (file === null && size > IN_MEMORY) {
          await mkdir(folder, { recursive: true })
          path = join(folder, `answer-${randomUUID()}`)
          file = createWriteStream(path)
          file.write(Buffer.concat(chunks))
        }
      }
      if (file !== null) {
        file.end()
        await finished(file)
      }
    } catch (error) {
      file?.destroy()
      if (path !== null) await rm(path, { force: true })
      throw error
    }
    const head = Buffer.concat(chunks).subarray(0, LOOKED_AT).toString('utf8')
    const json = await jsonOf(head, size, path, chunks)
    return new Received(answer, {
      chunks: path === null ? chunks : [],
      path,
      head,
      tail: tail.toString('utf8'),
      json,
    })
  }

  /** The body, as often as it is asked for. */
  body(): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
    return this.#path === null ? this.#chunks : createReadStream(this.#path, { highWaterMark: MB })
  }

  /** Removes what was kept on disk. */
  async drop(): Promise<void> {
    if (this.#path !== null) await rm(this.#path, { force: true })
  }
}

async function jsonOf(
  head: string,
  size: number,
  path: string | null,
  chunks: readonly Uint8Array[],
): Promise<Json | undefined> {
  if (!/^\s*[[{"]/.test(head.replace(/^\uFEFF/, ''))) return undefined
  // A column name in quotes begins a CSV as well as a JSON text; only short ones can be the latter.
  if (/^\s*"/.test(head) && size > LOOKED_AT) return undefined
  if (size > JSON_MOST) throw new NetError('too_large', 'a page of the answer is larger than 256 MB')
  const parts: Uint8Array[] = path === null ? [...chunks] : []
  if (path !== null) for await (const chunk of createReadStream(path)) parts.push(chunk)
  return parseJson(
    Buffer.concat(parts)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
  )
}
