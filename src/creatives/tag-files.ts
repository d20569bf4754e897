import type { TaggedFile } from '#schema/answer/tag-answer.ts'
import { noFacts } from './facts/no-facts.ts'
import { fileKind } from './file-kind.ts'
import { hashFile } from './hash-file.ts'
import { NO_MODELS, type OwnModels, ownModels } from './own-models.ts'
import type { Preview } from './previews/write-previews.ts'
import { untold } from './reading.ts'
import { ReadingProcess } from './reading-process.ts'
import { TAXONOMY } from './taxonomy/taxonomy.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** A file to tag: where it is, and what it is called in the answer. */
export interface FileToTag {
  readonly path: string
  readonly name: string
}

/** A file as it was read, and the previews that were written of it. */
export interface ReadFile {
  readonly tagged: TaggedFile
  readonly previews: readonly Preview[]
}

/** Facts and tags of one file; where it cannot be read, why. Previews are written to files that begin with `previews`. */
export async function readFileApart(
  { path, name }: FileToTag,
  reader: ReadingProcess,
  previews: string | null = null,
  models: OwnModels = NO_MODELS,
): Promise<ReadFile> {
  const hashed = await hashFile(path).catch(whyUnreadable)
  if (typeof hashed === 'string') {
    const notComputed = [...untold(['facts'], hashed)]
    return { tagged: { file: name, sha256: null, facts: null, tags: [], notComputed }, previews: [] }
  }
  const { sha256, bytes, head } = hashed
  const reply = await reader.read({ kind: fileKind(head), file: { path, bytes }, previews, models })
  if ('failure' in reply) {
    const notComputed = [...untold(['facts'], reply.failure)]
    return { tagged: { file: name, sha256, facts: noFacts(bytes), tags: [], notComputed }, previews: [] }
  }
  const { facts, tags, notComputed } = reply.reading
  return {
    tagged: { file: name, sha256, facts, tags: [...tags], notComputed: [...notComputed] },
    previews: reply.previews,
  }
}

/** Facts and tags of files, each as soon as it is known; one that cannot be read says why and harms no other. */
export async function* tagFiles(files: readonly FileToTag[]): AsyncGenerator<TaggedFile> {
  await using reader = new ReadingProcess()
  const models = ownModels({}, TAXONOMY)
  for (const file of files) yield (await readFileApart(file, reader, null, models)).tagged
}
