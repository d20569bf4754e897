import type { HandedFile } from '#ingest/index.ts'
import { PermilleError } from '#schema/error.ts'
import { localFile } from './local-file.ts'
import type { OperationContext } from './operation.ts'
import { readUpload } from './uploads.ts'

/** What to say where no file was given. */
export interface MissingFile {
  readonly missing: string
  readonly remedy: string
}

/** The one file a question is about: by path on this machine, or as it was uploaded over HTTP. */
export async function givenFile(
  { missing, remedy }: MissingFile,
  path: string | undefined,
  [upload]: readonly string[],
  { localFiles, uploads }: OperationContext,
): Promise<HandedFile> {
  if (upload !== undefined && uploads !== undefined) return readUpload(uploads, upload)
  if (path === undefined) throw new PermilleError('usage', missing, { remedy })
  if (localFiles) return localFile(path)
  throw new PermilleError('forbidden', 'files cannot be named by path over HTTP', {
    remedy: 'upload the file with PUT /api/v1/uploads and pass its id in uploads',
  })
}
