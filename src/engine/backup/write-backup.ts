import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import type { LoadProgress } from '#warehouse/warehouse.ts'
import type { Project } from '../project.ts'
import { PERMILLE_VERSION } from '../version.ts'
import type { Manifest } from './manifest.ts'
import { type FileToKeep, nameIn, standingFiles } from './project-members.ts'
import { refuseThere, writeArchive } from './write-archive.ts'

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

/** Writes everything a project needs to be put back into one archive, while it is used; where it is and what is in it. */
export async function writeBackup(
  project: Project,
  { to, withKeys, onProgress, signal }: BackupOptions,
): Promise<{ readonly file: string; readonly bytes: number; readonly manifest: Manifest }> {
  const file = await targetOf(project, to)
  const scratch = join(project.folder.scratch, `backup-${randomUUID()}`)
  await mkdir(scratch, { recursive: true })
  try {
    const madeAt = new Date().toISOString()
    const { copies, migration } = await copyDatabases(project, scratch)
    const files = [...copies, ...(await standingFiles(project.folder, withKeys))]
    const about = {
      ...{ permille: PERMILLE_VERSION, migration, project: project.config.name },
      ...{ madeAt, keys: withKeys, isPartial: false },
    }
    const manifest = await writeArchive(file, files, about, {
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    })
    return { file, bytes: (await stat(file)).size, manifest }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
