import { isUtf8 } from 'node:buffer'
import { readChunks } from './read-bytes.ts'

export interface Utf8Facts {
  readonly valid: boolean
  readonly hasNul: boolean
}

/** Bytes of a character the end of `bytes` cuts through, 0 when it ends between two. */
function countCutBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < characterLength(byte) ? back : 0
  }
  return 0
}

/** Tells piece by piece whether bytes are UTF-8; characters may be cut by the ends of pieces. */
export class Utf8Checker {
  #carried = Buffer.alloc(0)
  #valid = true

  push(chunk: Buffer): boolean {
    if (!this.#valid) return false
    let body = chunk
    if (this.#carried.length > 0) {
      const border = Buffer.concat([this.#carried, chunk.subarray(0, 4 - this.#carried.length)])
      const length = characterLength(border[0] ?? 0)
      if (border.length < length) {
        this.#carried = border
        return true
      }
      this.#valid = isUtf8(border.subarray(0, length))
      body = chunk.subarray(length - this.#carried.length)
    }
    const cut = countCutBytes(body)
    this.#valid &&= isUtf8(body.subarray(0, body.length - cut))
    this.#carried = Buffer.from(body.subarray(body.length - cut))
    return this.#valid
  }

  end(): boolean {
    return this.#valid && this.#carried.length === 0
  }
}

/** Whether a whole file is valid UTF-8 and whether it holds NUL bytes, in one pass of bounded memory. */
export async function checkUtf8(
  path: string,
  options: { signal?: AbortSignal | undefined; onBytes?: (count: number) => void } = {},
): Promise<Utf8Facts> {
  const checker = new Utf8Checker()
  let hasNul = false
  for await (const chunk of readChunks(path, { signal: options.signal })) {
    options.onBytes?.(chunk.length)
    hasNul ||= chunk.includes(0)
    if (!checker.push(chunk)) break
  }
  return { valid: checker.end(), hasNul }
}

function characterLength(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
}
