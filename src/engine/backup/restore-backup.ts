import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import { ArchiveReader } from './archive-reader.ts'
import type { Manifest } from './manifest.ts'

/** Where an archive is unpacked and checked; one that an earlier process left is cleared away. */
const STAGE = '.permille-restoring'

async function refuseUsed(folder: string): Promise<void> {
  const found = await readdir(folder)
  if (found.every((name) => name === STAGE)) return
  throw new PermilleError('conflict', `${folder} is not empty`, {
    remedy: 'restore into a new folder: --into FOLDER',
  })
}

/** Puts checked files in place; takes back those it put where one cannot be. */
async function place(stage: string, folder: string): Promise<void> {
  const placed: string[] = []
  try {
    for (const name of await readdir(stage)) {
      await rename(join(stage, name), join(folder, name))
      placed.push(name)
    }
  } catch (error) {
    for (const name of placed) await rm(join(folder, name), { recursive: true, force: true })
    throw error
  }
}

/** Puts the project of an archive into an empty or new folder, once every byte was checked; otherwise leaves all as it was. */
export async function restoreBackup(
  file: string,
  folder: string,
  onProgress: LoadProgress = () => {},
): Promise<Manifest> {
  await using archive = await ArchiveReader.open(file)
  const { manifest } = archive
  const made = await mkdir(folder, { recursive: true })
  const stage = join(folder, STAGE)
  let isPlaced = false
  try {
    await refuseUsed(folder)
    await rm(stage, { recursive: true, force: true })
    await mkdir(stage)
    const all = manifest.members.reduce((sum, { size }) => sum + size, 0)
    let read = 0
    for (const member of manifest.members) {
      await archive.unpack(member, stage, (bytes) => {
        read += bytes
        onProgress({ fraction: read / Math.max(1, all), rows: 0 })
      })
    }
    await place(stage, folder)
    isPlaced = true
    await rmdir(stage)
    return manifest
  } finally {
    if (!isPlaced) await rm(made ?? stage, { recursive: true, force: true })
  }
}
