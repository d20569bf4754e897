import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { HEAD_BYTES } from './file-kind.ts'

/** The SHA-256 of a file's bytes, how many there are, and the first of them. */
export async function hashFile(path: string): Promise<{ sha256: string; bytes: number; head: Buffer }> {
  const found = await stat(path)
  if (!found.isFile()) throw new Error('it is not a file')
  const hash = createHash('sha256')
  const head: Buffer[] = []
  let bytes = 0
  for await (const chunk of createReadStream(path, { highWaterMark: HEAD_BYTES })) {
    if (bytes < HEAD_BYTES) head.push(chunk)
    bytes += chunk.length
    hash.update(chunk)
  }
  return { sha256: hash.digest('hex'), bytes, head: Buffer.concat(head).subarray(0, HEAD_BYTES) }
}
