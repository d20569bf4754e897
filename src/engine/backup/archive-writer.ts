import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { Member } from './manifest.ts'

/** Level 1 packs the empty blocks of databases as well as any, at ten times the speed. */
const LEVEL = 1

/** An archive being written, file after file; each is hashed as it is read. */
export class ArchiveWriter {
  readonly #zip = new ZipFile()
  readonly #stop = new AbortController()
  readonly #written: Promise<void>
  readonly members: Member[] = []

  constructor(path: string) {
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
    this.#written = pipeline(this.#zip.outputStream, file, { signal: this.#stop.signal })
    // Told by `end`; a file that cannot be written also stops what is being read.
    this.#written.catch((error: unknown) => this.#stop.abort(error))
  }

  /** Adds a file; `onBytes` is told how many bytes more were read. */
  async add(
    name: string,
    path: string,
    { isPacked, signal, onBytes }: { isPacked: boolean; signal?: AbortSignal; onBytes(bytes: number): void },
  ): Promise<void> {
    const hash = createHash('sha256')
    let size = 0
    const tap = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk)
        size += chunk.length
        onBytes(chunk.length)
        done(null, chunk)
      },
    })
    this.#zip.addReadStream(tap, name, {
      mode: 0o100600,
      ...(isPacked ? { compress: false } : { compressionLevel: LEVEL }),
    })
    const stops = AbortSignal.any([this.#stop.signal, ...(signal === undefined ? [] : [signal])])
    await pipeline(createReadStream(path), tap, { signal: stops })
    this.members.push({ name, size, sha256: hash.digest('hex') })
  }

  /** Adds a last small text, and waits until everything is on disk. */
  async end(name: string, text: string): Promise<void> {
    this.#zip.addBuffer(Buffer.from(text), name)
    this.#zip.end()
    await this.#written
  }

  /** Gives it up. */
  async abandon(): Promise<void> {
    this.#stop.abort()
    await this.#written.catch(() => {})
  }
}
