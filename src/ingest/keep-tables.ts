import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { DecodedTable } from './decode/decoded-table.ts'
import { KEPT_TABLES } from './decode/zip-archive.ts'

function memberName(name: string): string {
  const [file = name, ...inside] = name.split(' › ')
  const path = inside.length === 0 ? file : inside.join(' › ')
  return path
    .replaceAll('\\', '/')
    .replaceAll(/(?:^|\/)\.*\//g, '/')
    .replace(/^\/+/, '')
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf])

async function* markedText(path: string): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const chunk of createReadStream(path)) {
    const bytes: Buffer = chunk
    if (isFirst && !bytes.subarray(0, MARK.length).equals(MARK)) yield MARK
    isFirst = false
    yield bytes
  }
}

/**
 * Writes the tables of an archive into one that may be kept in its place: those given and nothing else, as they were
 * decoded, identifiers hidden already. It is read again as the archive was, every table under its own name.
 */
export async function packTables(tables: readonly DecodedTable[], path: string): Promise<void> {
  const archive = new ZipFile()
  for (const { name, path: file, format } of tables) {
    // A mark at their front says that texts are in UTF-8 now, whatever was said of the archive.
    if (format.kind === 'csv') {
      archive.addReadStream(Readable.from(markedText(file)), memberName(name), { compress: false })
    } else archive.addFile(file, memberName(name), { compress: false })
  }
  archive.end({ comment: KEPT_TABLES, forceZip64Format: false })
  await pipeline(archive.outputStream, createWriteStream(path))
}
