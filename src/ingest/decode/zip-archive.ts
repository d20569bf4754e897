import type { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { PermilleError } from '#schema/error.ts'
import type { DecodeLimits } from './decoded-table.ts'
import { Expansion } from './expansion.ts'
import { refuse } from './refuse.ts'
import { writeScratch } from './scratch-file.ts'

/** Comment of an archive of tables that permille wrote in place of one it may not keep. */
export const KEPT_TABLES = 'tables kept by permille'

/** An opened zip file: its members by name, their content as checked streams. */
export class ZipArchive implements AsyncDisposable {
  readonly name: string
  readonly entries: readonly Entry[]
  readonly #zip: ZipFile
  readonly #expansion: Expansion

  private constructor(name: string, zip: ZipFile, entries: readonly Entry[], expansion: Expansion) {
    this.name = name
    this.#zip = zip
    this.entries = entries
    this.#expansion = expansion
  }

  static async open(path: string, name: string, limits: DecodeLimits): Promise<ZipArchive> {
    let zip: ZipFile | undefined
    try {
      zip = await openPromise(path, { autoClose: false })
      const entries: Entry[] = []
      for await (const entry of zip.eachEntry()) {
        if (entries.push(entry) > limits.members) {
          throw refuse(
            name,
            `holds more than ${limits.members} files`,
            'unpack it and import the reports one by one',
          )
        }
      }
      return new ZipArchive(name, zip, entries, new Expansion(name, zip.fileSize, limits))
    } catch (error) {
      zip?.close()
      throw explain(name, error)
    }
  }

  /** Whether permille wrote it: its members are the tables of another archive, even where there is one. */
  get holdsKeptTables(): boolean {
    return String(this.#zip.comment) === KEPT_TABLES
  }

  find(fileName: string): Entry | undefined {
    return this.entries.find((entry) => entry.fileName.toLowerCase() === fileName.toLowerCase())
  }

  /** The unpacked bytes of a member, counted against the limits and checked against its checksum. */
  async *read(entry: Entry, signal?: AbortSignal): AsyncGenerator<Buffer> {
    let stream: Readable | undefined
    try {
      stream = await this.#zip.openReadStreamPromise(entry)
      let checksum = 0
      for await (const chunk of stream) {
        signal?.throwIfAborted()
        if (!Buffer.isBuffer(chunk)) continue
        this.#expansion.add(chunk.length)
        checksum = crc32(chunk, checksum)
        yield chunk
      }
      if (checksum !== entry.crc32) throw new Error(`checksum of ${entry.fileName} does not match`)
    } catch (error) {
      if (signal?.aborted) throw error
      throw explain(this.name, error)
    } finally {
      stream?.destroy()
    }
  }

  extract(entry: Entry, scratch: string, signal?: AbortSignal): Promise<string> {
    return writeScratch(scratch, 'bin', async (file) => {
      for await (const chunk of this.read(entry, signal)) await file.writeBytes(chunk)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#zip.close()
  }
}

function explain(name: string, error: unknown): PermilleError {
  if (error instanceof PermilleError) return error
  const message = error instanceof Error ? error.message : ''
  if (/relative path|absolute path|invalid characters/i.test(message)) {
    return refuse(
      name,
      'names files outside its own folder, as no honest archive does',
      'unpack it yourself if you trust it, and import the reports',
      error,
    )
  }
  if (/encrypt/i.test(message)) {
    return refuse(
      name,
      'is locked with a password',
      'unpack it with the password and import the files inside',
      error,
    )
  }
  if (/unsupported compression/i.test(message)) {
    return refuse(
      name,
      'is packed by a method that is not read',
      'unpack it and import the files inside',
      error,
    )
  }
  const cut =
    /end of central directory|truncated|overflows file bounds|unexpected E(?:OF|nd)|invalid central/i
  return refuse(
    name,
    cut.test(message) ? 'is cut off: the end of the zip archive is missing' : 'is a damaged zip archive',
    'download it again',
    error,
  )
}
