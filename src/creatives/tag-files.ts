import type { TaggedFile } from '#schema/answer/tag-answer.ts'
import { noFacts } from './facts/no-facts.ts'
import { fileKind } from './file-kind.ts'
import { hashFile } from './hash-file.ts'
import { untold } from './reading.ts'
import { ReadingProcess } from './reading-process.ts'
import { whyUnreadable } from './why-unreadable.ts'

/** A file to tag: where it is, and what it is called in the answer. */
export interface FileToTag {
  readonly path: string
  readonly name: string
}

async function tagFile({ path, name }: FileToTag, reader: ReadingProcess): Promise<TaggedFile> {
  const hashed = await hashFile(path).catch(whyUnreadable)
  if (typeof hashed === 'string') {
    return { file: name, sha256: null, facts: null, tags: [], notComputed: [...untold(['facts'], hashed)] }
  }
  const { sha256, bytes, head } = hashed
  const reply = await reader.read({ kind: fileKind(head), file: { path, bytes } })
  if ('failure' in reply) {
    const notComputed = [...untold(['facts'], reply.failure)]
    return { file: name, sha256, facts: noFacts(bytes), tags: [], notComputed }
  }
  const { facts, tags, notComputed } = reply.reading
  return { file: name, sha256, facts, tags: [...tags], notComputed: [...notComputed] }
}

/** Facts and tags of files, each as soon as it is known; one that cannot be read says why and harms no other. */
export async function* tagFiles(files: readonly FileToTag[]): AsyncGenerator<TaggedFile> {
  await using reader = new ReadingProcess()
  for (const file of files) yield await tagFile(file, reader)
}
