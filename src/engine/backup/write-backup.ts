import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import type { Project } from '../project.ts'
import { PERMILLE_VERSION } from '../version.ts'
import { ArchiveWriter } from './archive-writer.ts'
import { FORMAT, MANIFEST, type Manifest } from './manifest.ts'
import { type FileToKeep, nameIn, standingFiles } from './project-members.ts'

export interface BackupOptions {
  /** File to write; one in the project’s own folder of backups by default. */
  readonly to: string | undefined
  readonly withKeys: boolean
  readonly onProgress?: LoadProgress
  readonly signal?: AbortSignal
}

/** Copies of both databases, each as of one moment. The warehouse is first: every original its loads name is kept by then. */
async function copyDatabases(project: Project, scratch: string) {
  const { folder, own } = project
  const copies: FileToKeep[] = []
  const keep = async (path: string, copy: string) =>
    copies.push({ name: nameIn(folder, path), path: copy, size: (await stat(copy)).size })
  const warehouse = join(scratch, 'warehouse.duckdb')
  const migration = await own.warehouse.copyAside(warehouse)
  if (migration !== null) await keep(folder.database, warehouse)
  const state = join(scratch, 'state.sqlite')
  await project.copyState(state)
  await keep(folder.decisions, state)
  return { copies, migration }
}

async function targetOf({ folder }: Project, to: string | undefined): Promise<string> {
  if (to === undefined) {
    await mkdir(folder.backups, { recursive: true, mode: 0o700 })
    const moment = new Date().toISOString().slice(0, 19).replaceAll(':', '')
    return join(folder.backups, `permille-${moment}-${randomUUID().slice(0, 8)}.zip`)
  }
  const target = resolve(to)
  if ((await stat(dirname(target)).catch(() => null))?.isDirectory() !== true) {
    throw new PermilleError('not_found', `there is no folder ${dirname(target)}`, { remedy: 'make it first' })
  }
  await refuseThere(target)
  return target
}

/** Throws `conflict` where a file is there already. */
export async function refuseThere(target: string): Promise<void> {
  if ((await stat(target).catch(() => null)) === null) return
  throw new PermilleError('conflict', `${target} is there already`, { remedy: 'name a new file' })
}

/** Writes everything a project needs to be put back into one archive, while it is used; where it is and what is in it. */
export async function writeBackup(
  project: Project,
  { to, withKeys, onProgress = () => {}, signal }: BackupOptions,
): Promise<{ readonly file: string; readonly bytes: number; readonly manifest: Manifest }> {
  const file = await targetOf(project, to)
  const id = randomUUID()
  const scratch = join(project.folder.scratch, `backup-${id}`)
  const partial = `${file}.${id.slice(0, 8)}.part`
  await mkdir(scratch, { recursive: true })
  try {
    const madeAt = new Date().toISOString()
    const { copies, migration } = await copyDatabases(project, scratch)
    const files = [...copies, ...(await standingFiles(project.folder, withKeys))]
    const all = files.reduce((sum, { size }) => sum + size, 0)
    let read = 0
    const onBytes = (bytes: number) => {
      read += bytes
      onProgress({ fraction: Math.min(1, read / Math.max(1, all)), rows: 0 })
    }
    const archive = new ArchiveWriter(partial)
    try {
      for (const { name, path } of files) {
        signal?.throwIfAborted()
        // What lies in `landing` and `assets` is packed already.
        const isPacked = /^\.permille\/(?:landing|assets)\//.test(name)
        await archive.add(name, path, { isPacked, onBytes, ...(signal === undefined ? {} : { signal }) })
      }
      const manifest: Manifest = {
        ...{ format: FORMAT, permille: PERMILLE_VERSION, migration, project: project.config.name, madeAt },
        ...{ keys: withKeys, members: archive.members },
      }
      await archive.end(MANIFEST, `${JSON.stringify(manifest, null, 2)}\n`)
      await refuseThere(file)
      await rename(partial, file)
      return { file, bytes: (await stat(file)).size, manifest }
    } catch (error) {
      await archive.abandon()
      throw error
    }
  } finally {
    await rm(partial, { force: true })
    await rm(scratch, { recursive: true, force: true })
  }
}
