import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import { MRAID } from './mraid.ts'
import { zipEntries } from './zip-entries.ts'

/** One file of a playable, as a browser asks for it. */
export interface PlayableFile {
  readonly type: string
  readonly bytes: number
  readonly stream: Readable
}

const TYPES: Readonly<Record<string, string>> = {
  ...{ '.html': 'text/html; charset=utf-8', '.htm': 'text/html; charset=utf-8', '.css': 'text/css' },
  ...{ '.js': 'text/javascript', '.mjs': 'text/javascript', '.json': 'application/json' },
  ...{ '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif' },
  ...{ '.webp': 'image/webp', '.avif': 'image/avif', '.svg': 'image/svg+xml', '.ico': 'image/x-icon' },
  ...{ '.mp3': 'audio/mpeg', '.ogg': 'audio/ogg', '.wav': 'audio/wav', '.m4a': 'audio/mp4' },
  ...{ '.mp4': 'video/mp4', '.webm': 'video/webm', '.wasm': 'application/wasm' },
  ...{ '.woff': 'font/woff', '.woff2': 'font/woff2', '.ttf': 'font/ttf', '.otf': 'font/otf' },
}

/** Larger files inside of an archive are not unpacked: no network takes a playable of this size. */
const MOST_ENTRY_BYTES = 100_000_000

/** The page an archive is opened with: one called index, the least deep, the first by name. */
export function mainPage(pages: readonly string[]): string | null {
  const rank = (name: string) =>
    `${name.split('/').length.toString().padStart(4, '0')} ${/(^|\/)index\.html?$/i.test(name) ? 0 : 1} ${name}`
  return pages.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))[0] ?? null
}

const typeOf = (name: string) => TYPES[extname(name).toLowerCase()] ?? 'application/octet-stream'

/** What whoever shows a playable provides, where it brings none. */
function provided(name: string): PlayableFile | null {
  if (name.split('/').at(-1)?.toLowerCase() !== 'mraid.js') return null
  const bytes = Buffer.from(MRAID)
  return { type: 'text/javascript', bytes: bytes.length, stream: Readable.from([bytes]) }
}

async function openEntry(path: string, name: string): Promise<PlayableFile | null> {
  const zip = await openPromise(path, { autoClose: false })
  try {
    const entry = (await zipEntries(zip)).find(({ fileName }) => fileName === name)
    if (entry === undefined || entry.uncompressedSize > MOST_ENTRY_BYTES) {
      zip.close()
      return null
    }
    // The reader holds what an entry unpacks to against its stated size, and ends a stream that says more.
    const stream = await zip.openReadStreamPromise(entry)
    stream.once('close', () => zip.close())
    return { type: typeOf(name), bytes: entry.uncompressedSize, stream }
  } catch {
    // The place of one file in an archive may be damaged, and the others sound.
    zip.close()
    return null
  }
}

/** A file of a playable by its name inside; `null` where there is none. The page of an HTML file is `index.html`. */
export async function openPlayable(path: string, format: string, name: string): Promise<PlayableFile | null> {
  if (format === 'zip') return (await openEntry(path, name)) ?? provided(name)
  if (name !== 'index.html') return provided(name)
  return { type: typeOf(name), bytes: (await stat(path)).size, stream: createReadStream(path) }
}

/** Name of the page a stored playable is opened with; `null` where it has none. */
export async function playablePage(path: string, format: string): Promise<string | null> {
  if (format !== 'zip') return 'index.html'
  const zip = await openPromise(path, { autoClose: false })
  try {
    const names = (await zipEntries(zip)).map(({ fileName }) => fileName)
    return mainPage(names.filter((name) => /\.html?$/i.test(name)))
  } finally {
    zip.close()
  }
}
