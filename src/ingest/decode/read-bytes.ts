import { type FileHandle, open } from 'node:fs/promises'

/** Up to `length` bytes of a file from `position` on. */
export async function readBytes(path: string, position: number, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    return await readFully(file, Buffer.allocUnsafe(length), position)
  } finally {
    await file.close()
  }
}

async function readFully(file: FileHandle, buffer: Buffer, position: number): Promise<Buffer> {
  let filled = 0
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return buffer.subarray(0, filled)
}

/** The bytes of a file in pieces; each piece is valid until the next is asked for. */
export async function* readChunks(
  path: string,
  range: { start?: number; end?: number; signal?: AbortSignal | undefined; chunk?: number } = {},
): AsyncGenerator<Buffer> {
  const { start = 0, end = Number.POSITIVE_INFINITY, signal, chunk = 1 << 20 } = range
  const file = await open(path)
  try {
    const buffer = Buffer.allocUnsafe(chunk)
    let position = start
    while (position < end) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, Math.min(chunk, end - position), position)
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}
