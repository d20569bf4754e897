import { randomUUID } from 'node:crypto'
import { rename, rm, stat } from 'node:fs/promises'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import { ArchiveWriter } from './archive-writer.ts'
import { FORMAT, MANIFEST, type Manifest } from './manifest.ts'
import type { FileToKeep } from './project-members.ts'

/** Throws `conflict` where a file is there already. */
export async function refuseThere(target: string): Promise<void> {
  if ((await stat(target).catch(() => null)) === null) return
  throw new PermilleError('conflict', `${target} is there already`, { remedy: 'name a new file' })
}

/** Writes files and what they are into an archive, which is there whole or not at all. */
export async function writeArchive(
  file: string,
  files: readonly FileToKeep[],
  about: Omit<Manifest, 'format' | 'members'>,
  { onProgress = () => {}, signal }: { onProgress?: LoadProgress; signal?: AbortSignal } = {},
): Promise<Manifest> {
  const partial = `${file}.${randomUUID().slice(0, 8)}.part`
  const all = files.reduce((sum, { size }) => sum + size, 0)
  let read = 0
  const onBytes = (bytes: number) => {
    read += bytes
    onProgress({ fraction: Math.min(1, read / Math.max(1, all)), rows: 0 })
  }
  try {
    const archive = new ArchiveWriter(partial)
    try {
      for (const { name, path } of files) {
        signal?.throwIfAborted()
        // What lies in `landing` and `assets` is packed already.
        const isPacked = /^\.permille\/(?:landing|assets)\//.test(name)
        await archive.add(name, path, { isPacked, onBytes, ...(signal === undefined ? {} : { signal }) })
      }
      const manifest: Manifest = { format: FORMAT, ...about, members: archive.members }
      await archive.end(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`)
      await refuseThere(file)
      await rename(partial, file)
      return manifest
    } catch (error) {
      await archive.abandon()
      throw error
    }
  } finally {
    await rm(partial, { force: true })
  }
}
