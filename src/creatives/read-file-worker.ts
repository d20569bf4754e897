import type { FileKind } from './file-kind.ts'
import { type Preview, writePreviews } from './previews/write-previews.ts'
import { readFileOf } from './read-file.ts'
import type { FileToRead, Reading } from './reading.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** A file for the worker. */
export interface ReadTask {
  readonly kind: FileKind
  readonly file: FileToRead
  /** Beginning of the files previews are written to, where they are wanted. */
  readonly previews?: string | null
}

/** What the worker says of it: what it found, or why it found nothing. */
export type ReadReply =
  | { readonly reading: Reading; readonly previews: readonly Preview[] }
  | { readonly failure: string }

async function replyTo({ kind, file, previews = null }: ReadTask): Promise<ReadReply> {
  const reading = await readFileOf(kind, file)
  // A file that was read and cannot be shown small is still read.
  const written = previews === null ? [] : await writePreviews(kind, file, previews).catch(() => [])
  return { reading, previews: written }
}

process.on('message', async (task: ReadTask) => {
  const reply = await replyTo(task).catch((error) => ({ failure: whyUnreadable(error) }))
  process.send?.(reply)
})
process.on('disconnect', () => process.exit())
