import { z } from 'zod'
import { type FileToTag, tagFiles } from '#creatives/tag-files.ts'
import { TagAnswer, type TaggedFile } from '#schema/answer/tag-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { filesToTag } from './files-to-tag.ts'
import { listOf } from './inputs.ts'
import { defineStandaloneOperation, type OperationContext } from './operation.ts'
import { presentTag } from './present-tag.ts'
import { readUpload } from './uploads.ts'

async function givenFiles(
  { files, uploads: ids }: { files: readonly string[]; uploads: readonly string[] },
  { localFiles, uploads }: OperationContext,
): Promise<readonly FileToTag[]> {
  if (files.length > 0 && !localFiles) {
    throw new PermilleError('forbidden', 'files cannot be named by path over HTTP', {
      remedy: 'upload them with PUT /api/v1/uploads and pass the upload ids',
    })
  }
  const uploaded = uploads === undefined ? [] : await Promise.all(ids.map((id) => readUpload(uploads, id)))
  const given = [...(await filesToTag(files)), ...uploaded]
  if (given.length > 0) return given
  throw new PermilleError('usage', 'name at least one creative file', {
    remedy: 'permille tag FILE or FOLDER; over HTTP upload the files and pass their ids in uploads',
  })
}

export const tag = defineStandaloneOperation({
  name: 'tag',
  summary: 'Facts and tags of creative files',
  description:
    'Reads images, videos and playables, by their content whatever they are called, and says what each is (size, ratio, duration, sound), a fingerprint that recognises the same picture in another size or encoding, and tags with confidence, source and evidence. What could not be told has a reason. A damaged file marks only itself. It needs no project and keeps nothing; nothing leaves the machine.',
  examples: ['tag banner.png video.mp4', 'tag creatives/ --json'],
  kind: 'question',
  isMomentary: true,
  plainArguments: 'files',
  files: { paths: 'files', uploads: 'uploads' },
  lines: 'files',
  input: z.object({
    files: listOf(z.string()).meta({ description: 'files and folders to tag' }),
    uploads: listOf(z.string()).meta({ description: 'ids of uploaded files (HTTP)' }),
  }),
  output: TagAnswer,
  async run(input, context) {
    const given = await givenFiles(input, context)
    const files: TaggedFile[] = []
    for await (const tagged of tagFiles(given)) {
      files.push(tagged)
      context.onLine?.(tagged)
      context.onProgress?.({ fraction: files.length / given.length, rows: 0 })
    }
    return { files }
  },
  present: presentTag,
})
