import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { StringDecoder } from 'node:string_decoder'
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib'
import { ZipFile } from 'yazl'
import { DEFAULT_LIMITS } from './decode/limits.ts'
import { KEPT_TABLES, ZipArchive } from './decode/zip-archive.ts'

const READ_AT_ONCE = 1 << 20
const ENDING = '.zst'
const NEWLINE = '\n'
const QUOTE = '"'
const OBJECT = '{'
const KEYED_HASH = /(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])/g

export interface ForgetOptions {
  /** Changes nothing and only counts. */
  readonly isPreview: boolean
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

/** Rows of one kept original that hold one of the texts asked for. */
export interface ForgottenRows {
  readonly contentHash: string
  readonly rows: number
  /** Whatever in them looks like a keyed hash. */
  readonly beside: readonly string[]
}

function unpacked(path: string): Readable {
  const unpack = createZstdDecompress()
  const source = createReadStream(path, { highWaterMark: READ_AT_ONCE })
  source.on('error', (error) => unpack.destroy(error))
  return source.pipe(unpack)
}

/** Whether one of some texts is anywhere in a file; they all have the same length. */
async function holdsAny(path: string, texts: readonly string[]): Promise<boolean> {
  const overlap = (texts[0]?.length ?? 1) - 1
  let rest = Buffer.alloc(0)
  const source = unpacked(path)
  try {
    for await (const chunk of source) {
      const bytes = Buffer.concat([rest, chunk])
      if (texts.some((text) => bytes.includes(text))) return true
      rest = bytes.subarray(Math.max(0, bytes.length - overlap))
    }
    return false
  } finally {
    source.destroy()
  }
}

/** The records of a text with their ends: lines of objects, or of a CSV, where a quoted cell may span lines. */
async function* recordsOf(source: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8')
  let text = ''
  let isObjects: boolean | null = null
  let searched = 0
  let quotes = 0
  for await (const chunk of source) {
    text += decoder.write(chunk)
    isObjects ??= text.startsWith(OBJECT)
    let start = 0
    for (let end = text.indexOf(NEWLINE, searched); end !== -1; end = text.indexOf(NEWLINE, end + 1)) {
      for (let at = text.indexOf(QUOTE, searched); at !== -1 && at < end; at = text.indexOf(QUOTE, at + 1))
        quotes += 1
      searched = end + 1
      if (!isObjects && quotes % 2 === 1) continue
      yield text.slice(start, searched)
      start = searched
      quotes = 0
    }
    text = text.slice(start)
    searched -= start
  }
  const last = text + decoder.end()
  if (last !== '') yield last
}

/** Passes records on that hold none of some texts; `dropped` is told each other one. */
async function* without(
  source: AsyncIterable<Buffer>,
  texts: readonly string[],
  dropped: (record: string) => void,
): AsyncGenerator<string> {
  for await (const record of recordsOf(source)) {
    if (texts.some((text) => record.includes(text))) dropped(record)
    else yield record
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer.toString('latin1') === 'PK'
  } finally {
    await file.close()
  }
}

/** Writes an unpacked original again without the rows; how many were left out, and what else was in them. */
async function rewrite(
  path: string,
  target: string,
  texts: readonly string[],
): Promise<Pick<ForgottenRows, 'rows' | 'beside'>> {
  let rows = 0
  const beside = new Set<string>()
  const dropped = (record: string) => {
    rows += 1
    for (const [hash] of record.matchAll(KEYED_HASH)) beside.add(hash)
  }
  if (!(await isZip(path))) {
    const source = createReadStream(path, { highWaterMark: READ_AT_ONCE })
    await pipeline(without(source, texts, dropped), createWriteStream(target))
    return { rows, beside: [...beside] }
  }
  await using archive = await ZipArchive.open(path, 'a kept original', DEFAULT_LIMITS)
  const zip = new ZipFile()
  for (const entry of archive.entries)
    zip.addReadStream(Readable.from(without(archive.read(entry), texts, dropped)), entry.fileName, {
      compress: false,
    })
  zip.end({ comment: KEPT_TABLES, forceZip64Format: false })
  await pipeline(zip.outputStream, createWriteStream(target))
  return { rows, beside: [...beside] }
}

/**
 * Takes rows that hold one of some texts of the same length out of the originals kept in a folder, each of which is replaced
 * as a whole. The originals keep their names, by which loads know them.
 */
export async function forgetRows(
  landing: string,
  scratch: string,
  texts: readonly string[],
  { isPreview, signal, onProgress }: ForgetOptions,
): Promise<readonly ForgottenRows[]> {
  const folder = join(scratch, `forget-${randomUUID()}`)
  const [plain, fewer, packed] = ['plain', 'fewer', 'packed'].map((name) => join(folder, name))
  if (plain === undefined || fewer === undefined || packed === undefined) return []
  const kept = (await readdir(landing).catch(() => [])).filter((name) => name.endsWith(ENDING))
  const forgotten: ForgottenRows[] = []
  await mkdir(folder, { recursive: true })
  try {
    for (const [index, name] of kept.entries()) {
      signal?.throwIfAborted()
      onProgress?.(index / kept.length)
      const path = join(landing, name)
      if (!(await holdsAny(path, texts))) continue
      await pipeline(unpacked(path), createWriteStream(plain))
      const found = await rewrite(plain, fewer, texts)
      if (!isPreview) {
        const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 1 } })
        await pipeline(createReadStream(fewer), compress, createWriteStream(packed, { flush: true }))
        await rename(packed, path)
      }
      forgotten.push({ contentHash: name.slice(0, -ENDING.length), ...found })
    }
    return forgotten
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
