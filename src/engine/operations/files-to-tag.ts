import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileToTag } from '#creatives/tag-files.ts'
import { PermilleError } from '#schema/error.ts'

const MOST_FILES = 100_000

async function filesBelow(folder: string): Promise<readonly FileToTag[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.'))
      .toSorted((one, other) => (one.name < other.name ? -1 : 1))
      .map(async (entry) => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return filesBelow(path)
        // A link to a file is that file; one to a folder may lead in circles.
        const isFile = entry.isSymbolicLink()
          ? ((await stat(path).catch(() => null))?.isFile() ?? false)
          : entry.isFile()
        return isFile ? [{ path, name: path }] : []
      }),
  )
  return found.flat()
}

/** The files these paths name, those of a folder in the order of their names; hidden ones are left out. */
export async function filesToTag(paths: readonly string[]): Promise<readonly FileToTag[]> {
  const files: FileToTag[] = []
  for (const path of paths) {
    const found = await stat(path).catch(() => null)
    if (found === null) {
      throw new PermilleError('not_found', `there is no file or folder ${path}`, { remedy: 'check the path' })
    }
    files.push(...(found.isDirectory() ? await filesBelow(path) : [{ path, name: path }]))
  }
  if (files.length > MOST_FILES) {
    throw new PermilleError('too_large', `these are more than ${MOST_FILES} files`, {
      remedy: 'name some of the folders at a time',
    })
  }
  return files
}
