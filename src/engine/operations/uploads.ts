import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { PermilleError } from '#schema/error.ts'

export interface Upload {
  readonly upload: string
  readonly name: string
  readonly bytes: number
}

const KEPT_FOR_MS = 24 * 3600 * 1000
const UPLOAD_ID = /^[0-9a-f-]{36}$/

/** Removes uploads nobody came back for: previews that were closed, files that were refused. */
async function removeForgotten(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => null)
    if (found !== null && Date.now() - found.mtimeMs > KEPT_FOR_MS) await rm(path, { force: true })
  }
}

function sayBytes(bytes: number): string {
  return bytes < 1e9 ? `${bytes / 1e6} MB` : `${bytes / 1e9} GB`
}

/** Streams an uploaded file into the project's scratch folder; more than `most` bytes are refused. */
export async function saveUpload(
  folder: string,
  name: string,
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<Upload> {
  await mkdir(folder, { recursive: true })
  await removeForgotten(folder)
  const id = randomUUID()
  const path = join(folder, id)
  let bytes = 0
  try {
    await pipeline(
      Readable.fromWeb(body),
      async function* count(chunks: AsyncIterable<Uint8Array>) {
        for await (const chunk of chunks) {
          bytes += chunk.length
          if (bytes > most) {
            throw new PermilleError('too_large', `${basename(name)} is larger than ${sayBytes(most)}`, {
              remedy: 'import it on the server’s own machine with `permille import FILE`',
            })
          }
          yield chunk
        }
      },
      createWriteStream(path),
    )
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
  await writeFile(`${path}.name`, basename(name))
  return { upload: id, name: basename(name), bytes }
}

/** Removes the upload of an id, if there is one. */
export async function forgetUpload(folder: string, id: string): Promise<void> {
  if (UPLOAD_ID.test(id)) await removeUpload({ path: join(folder, id) })
}

/** Removes an upload that is not needed any more. */
export async function removeUpload({ path }: { readonly path: string }): Promise<void> {
  await rm(path, { force: true })
  await rm(`${path}.name`, { force: true })
}

/** An upload by its id; throws `not_found` when there is none. */
export async function readUpload(folder: string, id: string): Promise<{ path: string; name: string }> {
  const path = join(folder, basename(id))
  const name = await readFile(`${path}.name`, 'utf8').catch(() => null)
  if (name === null || !UPLOAD_ID.test(id)) {
    throw new PermilleError('not_found', `there is no upload ${id}`, { remedy: 'upload the file again' })
  }
  return { path, name }
}
