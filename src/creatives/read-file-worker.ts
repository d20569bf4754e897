import type { FileKind } from './file-kind.ts'
import { readFileOf } from './read-file.ts'
import type { FileToRead, Reading } from './reading.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** A file for the worker. */
export interface ReadTask {
  readonly kind: FileKind
  readonly file: FileToRead
}

/** What the worker says of it: what it found, or why it found nothing. */
export type ReadReply = { readonly reading: Reading } | { readonly failure: string }

process.on('message', async ({ kind, file }: ReadTask) => {
  const reply: ReadReply = await readFileOf(kind, file).then(
    (reading) => ({ reading }),
    (error) => ({ failure: whyUnreadable(error) }),
  )
  process.send?.(reply)
})
process.on('disconnect', () => process.exit())
