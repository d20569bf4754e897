import { z } from 'zod'
import { type FileToTag, tagFiles } from '#creatives/tag-files.ts'
import { TagAnswer, type TaggedFile } from '#schema/answer/tag-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { readNewFiles } from '../assets/read-new-files.ts'
import { filesToTag } from './files-to-tag.ts'
import { listOf } from './inputs.ts'
import { defineOperation, type OperationContext } from './operation.ts'
import { presentTag } from './present-tag.ts'
import { readUpload } from './uploads.ts'

interface Given {
  readonly files: readonly string[]
  readonly uploads: readonly string[]
}

const isOfFiles = ({ files, uploads }: Given) => files.length + uploads.length > 0

/** Files by path on this machine, or as they were uploaded over HTTP; throws `usage` where there are none. */
export async function givenFiles(
  { files, uploads: ids }: Given,
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
    remedy: 'name FILE or FOLDER; over HTTP upload the files and pass their ids in uploads',
  })
}

async function tagGiven(input: Given, context: OperationContext) {
  const given = await givenFiles(input, context)
  const files: TaggedFile[] = []
  for await (const tagged of tagFiles(given)) {
    files.push(tagged)
    context.onLine?.(tagged)
    context.onProgress?.({ fraction: files.length / given.length, rows: 0 })
  }
  return { files, run: null }
}

export const tag = defineOperation({
  name: 'tag',
  summary: 'Facts and tags of creative files',
  description:
    'Reads images, videos and playables, by their content whatever they are called, and says what each is (size, ratio, duration, sound), a fingerprint that recognises the same picture in another size or encoding, and tags with confidence, source and evidence. What could not be told has a reason. A damaged file marks only itself. Files that are named need no project and are not kept; without any, the stored files of the project are read that are new or were read by an earlier version, and a vision model is asked about them where permille.yaml names one. Else nothing leaves the machine.',
  examples: ['tag banner.png video.mp4', 'tag creatives/ --json', 'tag'],
  kind: 'change',
  isMomentary: true,
  plainArguments: 'files',
  files: { paths: 'files', uploads: 'uploads' },
  lines: 'files',
  input: z.object({
    files: listOf(z.string()).meta({
      description: 'files and folders to tag; the new ones of the project by default',
    }),
    uploads: listOf(z.string()).meta({ description: 'ids of uploaded files (HTTP)' }),
  }),
  output: TagAnswer,
  isPreview: isOfFiles,
  runAlone: (input, context) => (isOfFiles(input) ? tagGiven(input, context) : null),
  async run(project, _input, context) {
    return { files: [], run: await readNewFiles(project, context, context.onLine) }
  },
  job: {
    title: (_project, input) => (isOfFiles(input) ? null : 'Read creative files'),
    isResumable: true,
  },
  present: presentTag,
})
