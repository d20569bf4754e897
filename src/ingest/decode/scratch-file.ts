import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'

const FLUSH_CHARACTERS = 1 << 18

/** A new file in the scratch folder, written as text or bytes in large pieces. */
export class ScratchFile {
  readonly path: string
  readonly #file: FileHandle
  #pending: string[] = []
  #pendingLength = 0

  private constructor(path: string, file: FileHandle) {
    this.path = path
    this.#file = file
  }

  static async create(scratch: string, extension: string): Promise<ScratchFile> {
    const path = join(scratch, `${randomUUID()}.${extension}`)
    return new ScratchFile(path, await open(path, 'wx', 0o600))
  }

  /** Queues text; the promise, where there is one, must be awaited before more is written. */
  write(text: string): Promise<void> | null {
    this.#pending.push(text)
    this.#pendingLength += text.length
    return this.#pendingLength < FLUSH_CHARACTERS ? null : this.#flush()
  }

  async writeBytes(bytes: Uint8Array): Promise<void> {
    await this.#flush()
    await this.#writeFully(bytes)
  }

  async close(): Promise<void> {
    try {
      await this.#flush()
    } finally {
      await this.#file.close()
    }
  }

  async #flush(): Promise<void> {
    if (this.#pendingLength === 0) return
    const bytes = Buffer.from(this.#pending.join(''))
    this.#pending = []
    this.#pendingLength = 0
    await this.#writeFully(bytes)
  }

  async #writeFully(bytes: Uint8Array): Promise<void> {
    let written = 0
    while (written < bytes.length) {
      const { bytesWritten } = await this.#file.write(bytes, written, bytes.length - written)
      written += bytesWritten
    }
  }
}

/** Fills a new scratch file by `fill` and returns its path; nothing is left behind when that fails. */
export async function writeScratch(
  scratch: string,
  extension: string,
  fill: (file: ScratchFile) => Promise<void>,
): Promise<string> {
  const file = await ScratchFile.create(scratch, extension)
  try {
    await fill(file)
    await file.close()
    return file.path
  } catch (error) {
    await file.close().catch(() => undefined)
    await rm(file.path, { force: true })
    throw error
  }
}
