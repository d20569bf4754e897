import { stat } from 'node:fs/promises'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import { checkUtf8 } from './check-utf8.ts'
import type { TextSource } from './decode-text.ts'
import type { DecodeOptions } from './decoded-table.ts'
import { readBytes } from './read-bytes.ts'
import { refuse } from './refuse.ts'
import { detectUnicode, looksBinary } from './text-encoding.ts'
import { isKnownEncoding, transcode } from './transcode.ts'

const HEAD_BYTES = 1 << 16

/** The text of a file as UTF-8: the file itself when it is clean, else a converted copy. */
export async function prepareText(path: string, options: DecodeOptions): Promise<TextSource> {
  const { size: bytes } = await stat(path)
  const head = await readBytes(path, 0, HEAD_BYTES)
  const { encoding, clean } = await findEncoding(path, head, bytes, options)
  if (clean) return { path, name: options.name, encoding, bytes, problems: [] }
  const copy = await transcode(path, { encoding, scratch: options.scratch, signal: options.signal })
  const problems: Note[] = []
  if (copy.nuls > 0) {
    problems.push({
      code: 'nul_characters',
      message: `${writeCount(copy.nuls)} NUL characters are left out`,
      severity: 'warning',
    })
  }
  if (copy.replaced > 0) {
    problems.push({
      code: 'unreadable_characters',
      message: `${writeCount(copy.replaced)} characters could not be read as ${encoding}`,
      severity: 'warning',
    })
  }
  if (encoding === 'windows-1252' && options.encoding === undefined) {
    problems.push({
      code: 'assumed_encoding',
      message: 'the text is not UTF-8 and was read as Windows-1252; name the encoding if letters look wrong',
      severity: 'warning',
    })
  }
  return { path: copy.path, name: options.name, encoding, bytes, problems }
}

async function findEncoding(
  path: string,
  head: Buffer,
  bytes: number,
  options: DecodeOptions,
): Promise<{ encoding: string; clean: boolean }> {
  const unicode = detectUnicode(head)
  if (unicode && unicode.encoding !== 'utf-8') return { encoding: unicode.encoding, clean: false }
  if (looksBinary(head)) {
    throw refuse(options.name, 'is binary data of no kind that is read', 'export the report as CSV or XLSX')
  }
  if (options.encoding !== undefined && !isKnownEncoding(options.encoding)) {
    throw refuse(
      options.name,
      `cannot be read as “${options.encoding}”: no such encoding`,
      'try shift_jis, gb18030 or windows-1252',
    )
  }
  const asked = options.encoding === undefined ? null : new TextDecoder(options.encoding).encoding
  if (asked !== null && asked !== 'utf-8' && !unicode) return { encoding: asked, clean: false }
  let read = 0
  const facts = await checkUtf8(path, {
    signal: options.signal,
    onBytes: (count) => {
      read += count
      options.onProgress?.(read, bytes)
    },
  })
  const twoMarks = head.subarray(3, 6).toString('hex') === 'efbbbf' && unicode !== null
  if (facts.valid) return { encoding: 'utf-8', clean: !facts.hasNul && !twoMarks }
  return { encoding: asked ?? (unicode ? 'utf-8' : 'windows-1252'), clean: false }
}
