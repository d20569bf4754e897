import { stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { PermilleError } from '#schema/error.ts'

/** A file named by its path; throws `not_found` when there is none. */
export async function localFile(file: string) {
  const path = resolve(file)
  const found = await stat(path).catch(() => null)
  if (found === null) {
    throw new PermilleError('not_found', `there is no file ${file}`, { remedy: 'check the path' })
  }
  if (found.isDirectory()) {
    throw new PermilleError('usage', `${file} is a folder`, { remedy: `name its files: ${file}/*.csv` })
  }
  if (!found.isFile()) {
    throw new PermilleError('usage', `${file} is a pipe or device, not a file`, {
      remedy: 'write its rows to a file first',
    })
  }
  return { path, name: basename(file) }
}
