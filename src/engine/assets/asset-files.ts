import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileKind } from '#creatives/file-kind.ts'
import { hashFile } from '#creatives/hash-file.ts'
import { openPlayable, type PlayableFile, playablePage } from '#creatives/playable/open-playable.ts'
import { type Preview, previewPath } from '#creatives/previews/write-previews.ts'
import type { FileFacts } from '#schema/answer/tag-answer.ts'
import type { ProjectFolder } from '../project-folder.ts'

/** Larger files are not kept: no network takes an ad of this size. */
export const MOST_BYTES = 2_000_000_000

/** A file as it is kept, or why it is not. */
export type KeptFile =
  | { readonly isKept: true; readonly sha256: string; readonly bytes: number }
  | { readonly isKept: false; readonly reason: string }

/** A file that was read, or was not yet. */
interface ReadFile {
  readonly sha256: string
  readonly facts: FileFacts | null
}

/** What a playable is packed as; `null` for a file that is none. */
const pagesFormat = ({ facts }: ReadFile) =>
  facts?.type === 'playable' || facts?.type === 'html' ? facts.format : null

const part = (sha256: string) => sha256.slice(0, 2)

/** Where creative files lie, each under the hash of its bytes. */
export class AssetFiles {
  readonly #folder: string
  readonly #scratch: string

  constructor({ assets, scratch }: Pick<ProjectFolder, 'assets' | 'scratch'>) {
    this.#folder = assets
    this.#scratch = scratch
  }

  path(sha256: string): string {
    return join(this.#folder, 'files', part(sha256), sha256)
  }

  /** What names of a file's previews begin with. */
  previews(sha256: string): string {
    return join(this.#folder, 'previews', part(sha256), sha256)
  }

  preview(sha256: string, preview: Preview): string {
    return previewPath(this.previews(sha256), preview)
  }

  /** Name of the page a playable is opened with; `null` for a file that is none. */
  async playablePage(file: ReadFile): Promise<string | null> {
    const format = pagesFormat(file)
    return format === null ? null : playablePage(this.path(file.sha256), format)
  }

  /** A file of a playable by its name inside of it; `null` where there is none. */
  async playableFile(file: ReadFile, name: string): Promise<PlayableFile | null> {
    const format = pagesFormat(file)
    return format === null ? null : openPlayable(this.path(file.sha256), format, name)
  }

  /** A new name in the folder of what is not kept yet. */
  async draft(): Promise<string> {
    await mkdir(this.#scratch, { recursive: true })
    return join(this.#scratch, `asset-${randomUUID()}`)
  }

  /** Keeps a copy of a file. */
  async keepCopy(path: string): Promise<KeptFile> {
    const found = await stat(path)
    if (found.size > MOST_BYTES) return { isKept: false, reason: tooLarge() }
    const draft = await this.draft()
    await copyFile(path, draft, constants.COPYFILE_FICLONE)
    return this.keepDraft(draft)
  }

  /** Puts a draft in place, or removes it where it is no picture, video or page, or `refuses` has a reason against its type. */
  async keepDraft(draft: string, refuses: (type: string) => string | null = () => null): Promise<KeptFile> {
    try {
      const { sha256, bytes, head } = await hashFile(draft)
      const kind = fileKind(head)
      const reason = kind.type === 'unreadable' ? kind.reason : refuses(kind.type)
      if (reason !== null) return { isKept: false, reason }
      const path = this.path(sha256)
      await mkdir(join(path, '..'), { recursive: true })
      await rename(draft, path)
      return { isKept: true, sha256, bytes }
    } finally {
      await rm(draft, { force: true })
    }
  }
}

export function tooLarge(): string {
  return `files of more than ${MOST_BYTES / 1e9} GB are not kept`
}
