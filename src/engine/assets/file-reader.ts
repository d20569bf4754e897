import { createHash } from 'node:crypto'
import { LocalPackages } from '#creatives/local/local-packages.ts'
import type { OwnModels } from '#creatives/own-models.ts'
import { ReadingProcess } from '#creatives/reading-process.ts'
import { readFileApart } from '#creatives/tag-files.ts'
import type { TaggedFile } from '#schema/answer/tag-answer.ts'
import type { AssetFiles } from './asset-files.ts'
import type { AssetRecords } from './asset-records.ts'
import { Turns } from './turns.ts'
import type { Work } from './work.ts'

/** Raised whenever reading a file tells more or otherwise than before, so that stored ones are read anew. */
const READER = 6

/** What reads files here; it differs where the local taggers are installed, by the image model and what it is asked, and by the speech model. */
function readerVersion({ image, speech }: OwnModels): string {
  const asked = image === null ? '' : createHash('sha256').update(JSON.stringify(image)).digest('hex')
  const labelled = image === null ? '' : `+model:${asked.slice(0, 12)}`
  const heard =
    speech === null ? '' : `+speech:${createHash('sha256').update(speech).digest('hex').slice(0, 12)}`
  return `permille@${READER}${LocalPackages.find() === null ? '' : '+local'}${labelled}${heard}`
}

/** Reads stored files in a process of their own. */
export class FileReader {
  /** Reading files takes the whole machine, so one reads at a time. */
  readonly turns = new Turns()
  readonly #files: AssetFiles
  readonly #records: AssetRecords
  readonly #models: () => OwnModels

  constructor(files: AssetFiles, records: AssetRecords, models: () => OwnModels) {
    this.#files = files
    this.#records = records
    this.#models = models
  }

  /** What reads files here. */
  get version(): string {
    return readerVersion(this.#models())
  }

  /** Reads stored files that this reader has not read, each told as soon as it is known. */
  async *read({ onProgress, signal }: Work): AsyncGenerator<TaggedFile> {
    const models = this.#models()
    const reader = readerVersion(models)
    const unread = this.#records.unreadBy(reader)
    if (unread.length === 0) return
    await using apart = new ReadingProcess()
    const stop = () => void apart[Symbol.asyncDispose]()
    signal?.addEventListener('abort', stop, { once: true })
    try {
      for (const [index, { sha256, name }] of unread.entries()) {
        signal?.throwIfAborted()
        const file = { path: this.#files.path(sha256), name }
        const { tagged, previews } = await readFileApart(file, apart, this.#files.previews(sha256), models)
        // A file that was cut short by the end of the work was not read.
        signal?.throwIfAborted()
        const { facts, tags, notComputed } = tagged
        this.#records.setReading({ ...{ sha256, reader, facts, tags, notComputed }, previews: [...previews] })
        onProgress?.({ fraction: (index + 1) / unread.length, rows: 0 })
        yield tagged
      }
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }
}
