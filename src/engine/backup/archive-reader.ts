import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { PermilleError } from '#schema/error.ts'
import { MANIFEST, type Manifest, type Member, readManifest } from './manifest.ts'
import { KEPT_NAME } from './project-members.ts'

const LONGEST_MANIFEST = 256 * 2 ** 20

function damaged(cause?: unknown): PermilleError {
  return new PermilleError(
    'input_refused',
    'this archive is damaged or no backup of permille; nothing was restored',
    {
      remedy: 'use another backup, or copy this one again from where it is kept',
      cause,
    },
  )
}

/** The bytes of a member, and no more than it is said to have. */
async function* bytesOf(zip: ZipFile, entry: Entry, most: number): AsyncGenerator<Buffer> {
  let size = 0
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    if (!Buffer.isBuffer(chunk)) continue
    size += chunk.length
    if (size > most) throw damaged()
    yield chunk
  }
}

/** An archive whose members are those its manifest names, each with a place in a project. */
export class ArchiveReader implements AsyncDisposable {
  readonly manifest: Manifest
  readonly #zip: ZipFile
  readonly #entries: ReadonlyMap<string, Entry>

  private constructor(manifest: Manifest, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.manifest = manifest
    this.#zip = zip
    this.#entries = entries
  }

  /** Throws `unsupported` for an archive of a newer permille, and `input_refused` for what is no backup. */
  static async open(path: string): Promise<ArchiveReader> {
    let zip: ZipFile | undefined
    try {
      zip = await openPromise(path, { autoClose: false })
      const entries = new Map<string, Entry>()
      let count = 0
      for await (const entry of zip.eachEntry()) {
        count += 1
        entries.set(entry.fileName, entry)
      }
      const described = entries.get(MANIFEST)
      if (described === undefined) throw damaged()
      const parts: Buffer[] = []
      for await (const part of bytesOf(zip, described, LONGEST_MANIFEST)) parts.push(part)
      const manifest = readManifest(Buffer.concat(parts).toString())
      const names = new Set(manifest.members.map(({ name }) => name))
      const isWhole =
        manifest.members.every(({ name }) => KEPT_NAME.test(name) && entries.has(name)) &&
        [names.size, count - 1, entries.size - 1].every((n) => n === manifest.members.length)
      if (!isWhole) throw damaged()
      return new ArchiveReader(manifest, zip, entries)
    } catch (error) {
      zip?.close()
      throw error instanceof PermilleError ? error : damaged(error)
    }
  }

  /** Writes a member below a folder; throws `input_refused` where its bytes are not those that were put in. */
  async unpack(
    { name, size, sha256 }: Member,
    folder: string,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw damaged()
    const hash = createHash('sha256')
    const path = join(folder, name)
    await mkdir(dirname(path), { recursive: true })
    const read = () => bytesOf(this.#zip, entry, size)
    async function* checked() {
      let written = 0
      try {
        for await (const chunk of read()) {
          hash.update(chunk)
          written += chunk.length
          onBytes(chunk.length)
          yield chunk
        }
      } catch (error) {
        throw damaged(error)
      }
      if (written !== size || hash.digest('hex') !== sha256) throw damaged()
    }
    const mode = name.startsWith('.permille/') ? 0o600 : 0o644
    await pipeline(checked(), createWriteStream(path, { flags: 'wx', mode, flush: true }))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#zip.close()
  }
}
