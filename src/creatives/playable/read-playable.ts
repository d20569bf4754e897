import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { zipEntries } from './zip-entries.ts'

/** The text of a playable: its page, and every page and script beside it. */
export interface PlayableText {
  readonly pages: readonly string[]
  readonly files: number
  readonly text: string
  /** Whether text was left unread because there is more than is looked at. */
  readonly isCut: boolean
}

const MOST_TEXT = 24_000_000

async function textOf(stream: Readable, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes > most) {
      stream.destroy()
      break
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function readEntries(zip: ZipFile, entries: readonly Entry[]): Promise<PlayableText> {
  const pages = entries.map(({ fileName }) => fileName).filter((name) => /\.html?$/i.test(name))
  const readable = entries.filter(({ fileName }) => /\.(html?|js|mjs|css|json)$/i.test(fileName))
  const texts: string[] = []
  let left = MOST_TEXT
  for (const entry of readable) {
    if (left <= 0) break
    const text = await textOf(await zip.openReadStreamPromise(entry), left)
    left -= text.length
    texts.push(text)
  }
  return { pages, files: entries.length, text: texts.join('\n'), isCut: left <= 0 }
}

/** The pages and scripts of a zip file; what it would unpack to is never written or held at once. */
export async function readZipPlayable(path: string): Promise<PlayableText> {
  const zip = await openPromise(path, { autoClose: false })
  try {
    return await readEntries(zip, await zipEntries(zip))
  } finally {
    zip.close()
  }
}

/** The text of one HTML file. */
export async function readHtmlPlayable(path: string): Promise<PlayableText> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, MOST_TEXT)), 0, null, 0)
    const text = buffer.toString('utf8', 0, bytesRead)
    return { pages: ['index.html'], files: 1, text, isCut: size > MOST_TEXT }
  } finally {
    await file.close()
  }
}
