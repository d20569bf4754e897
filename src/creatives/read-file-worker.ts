import type { FileKind } from './file-kind.ts'
import { NO_MODELS, type OwnModels } from './own-models.ts'
import { type Preview, writePreviews } from './previews/write-previews.ts'
import { readFileOf } from './read-file.ts'
import type { FileToRead, Reading } from './reading.ts'
import { whyUnreadable } from './why-unreadable.ts'

const WATCH_MS = 50

/** A file for the worker. */
export interface ReadTask {
  readonly kind: FileKind
  readonly file: FileToRead
  /** Beginning of the files previews are written to, where they are wanted. */
  readonly previews?: string | null
  readonly models?: OwnModels
}

/** What the worker says of it: what it found, or why it found nothing. */
export type ReadReply =
  | { readonly reading: Reading; readonly previews: readonly Preview[] }
  | { readonly failure: string }

/** The same, and whether the process is to read nothing more. */
export type ReadAnswer = ReadReply & { readonly isLast: boolean }

async function replyTo({ kind, file, previews = null, models = NO_MODELS }: ReadTask): Promise<ReadReply> {
  const { shown, ...reading } = await readFileOf(kind, file, models)
  // A file that was read and cannot be shown small is still read.
  const written = previews === null ? [] : await writePreviews(kind, file, previews, shown).catch(() => [])
  return { reading, previews: written }
}

/** Largest memory this process may take, in bytes, as whoever began it says. */
const most = Number(process.argv[2])

let isReading = false
const isOver = () => process.memoryUsage.rss() > most

// What decoders take is not theirs to bound: the process ends with its file, and the next file gets a new one.
setInterval(() => {
  if (!isReading || !isOver()) return
  const failure = `it takes more than ${most / 1e9} GB of memory to read`
  process.send?.({ failure, isLast: true } satisfies ReadAnswer, () => process.exit())
}, WATCH_MS).unref()

process.on('message', async (task: ReadTask) => {
  isReading = true
  const reply = await replyTo(task).catch((error) => ({ failure: whyUnreadable(error) }))
  isReading = false
  process.send?.({ ...reply, isLast: isOver() } satisfies ReadAnswer)
})
process.on('disconnect', () => process.exit())
