import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'

const READ_AT_ONCE = 1 << 20

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: READ_AT_ONCE }), hash)
  return hash.digest('hex')
}

interface Begun {
  readonly path: string
  readonly kept: Promise<string>
  readonly partial: string
  readonly stop: AbortController
  readonly replace: boolean
  /** Why it failed, or `null`; never rejects, since nobody may be waiting yet. */
  readonly failure: Promise<unknown>
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function compressFile(path: string, target: string, signal: AbortSignal): Promise<void> {
  const compress = createZstdCompress({
    params: { [constants.ZSTD_c_compressionLevel]: 1 },
    chunkSize: READ_AT_ONCE,
  })
  const source = createReadStream(path, { highWaterMark: READ_AT_ONCE })
  await pipeline(source, compress, createWriteStream(target), { signal })
}

/** Keeps a file compressed under its content hash. It is compressed beside its load and kept once that is stored. */
export class OriginalKeeper {
  readonly #landing: string
  readonly #scratch: string
  #begun: Begun | null = null

  constructor(landing: string, scratch: string) {
    this.#landing = landing
    this.#scratch = scratch
  }

  /** Starts compressing a file, in place of another begun before and, where it holds more, of one kept already. */
  async begin(path: string, contentHash: Promise<string>, { replace = false } = {}): Promise<void> {
    if (this.#begun?.path === path) return
    await this.drop()
    const stop = new AbortController()
    const partial = join(this.#scratch, `${basename(path)}.zst`)
    const kept = contentHash.then((hash) => join(this.#landing, `${hash}.zst`))
    const failure = kept
      .then(async (target) => !replace && (await exists(target)))
      .then((there) => (there ? undefined : compressFile(path, partial, stop.signal)))
      .then(
        () => null,
        (error: unknown) => error,
      )
    this.#begun = { path, kept, partial, stop, replace, failure }
  }

  /** Waits for what was begun and keeps it; one that is kept already is left as it is unless it is to be replaced. */
  async keep(): Promise<void> {
    if (this.#begun === null) return
    const { kept, partial, replace, failure } = this.#begun
    const error = await failure
    if (error !== null) throw error
    const target = await kept
    if (replace || !(await exists(target))) await rename(partial, target)
    this.#begun = null
  }

  /** Gives up what was begun and not kept. */
  async drop(): Promise<void> {
    if (this.#begun === null) return
    const { partial, stop, failure } = this.#begun
    stop.abort()
    await failure
    await rm(partial, { force: true })
    this.#begun = null
  }
}

/** Writes a kept original back to a plain file; false when it is not kept or damaged. */
export async function restoreOriginal(landing: string, contentHash: string, path: string): Promise<boolean> {
  const source = createReadStream(join(landing, `${contentHash}.zst`))
  return pipeline(source, createZstdDecompress(), createWriteStream(path)).then(
    () => true,
    () => false,
  )
}
