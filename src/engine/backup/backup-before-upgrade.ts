import { randomUUID } from 'node:crypto'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { backup, type DatabaseSync } from 'node:sqlite'
import { PermilleError } from '#schema/error.ts'
import type { ProjectFolder } from '../project-folder.ts'
import type { StateOrigin } from '../state-database.ts'
import type { FileToKeep } from './project-members.ts'
import { nameIn, settingsFiles } from './project-members.ts'
import { writeArchive } from './write-archive.ts'

/** Names of archives that are made before an upgrade begin with it. */
export const BEFORE_UPGRADE = 'before-upgrade-'

async function present(folder: ProjectFolder, path: string, at: string): Promise<readonly FileToKeep[]> {
  const found = await stat(at).catch(() => null)
  return found?.isFile() ? [{ name: nameIn(folder, path), path: at, size: found.size }] : []
}

/**
 * Writes settings, rows and state, as the version before left them, into an archive of the project's folder of backups, and
 * answers where. The warehouse must be closed; kept originals and creative files stay where they are, since no upgrade
 * changes them. `migration` is the last one of the warehouse, `null` where rows are elsewhere.
 */
export async function backupBeforeUpgrade(
  folder: ProjectFolder,
  state: DatabaseSync,
  { project, origin, migration }: { project: string; origin: StateOrigin; migration: number | null },
): Promise<string> {
  const scratch = join(folder.scratch, `upgrade-${randomUUID()}`)
  const madeAt = new Date().toISOString()
  const file = join(
    folder.backups,
    `${BEFORE_UPGRADE}${madeAt.slice(0, 19).replaceAll(':', '')}-${randomUUID().slice(0, 8)}.zip`,
  )
  try {
    await mkdir(scratch, { recursive: true })
    await mkdir(folder.backups, { recursive: true, mode: 0o700 })
    const copied = join(scratch, 'state.sqlite')
    await backup(state, copied)
    const files = [
      ...(migration === null ? [] : await present(folder, folder.database, folder.database)),
      ...(await present(folder, folder.decisions, copied)),
      ...(await settingsFiles(folder)),
    ]
    const about = { permille: origin.permille, migration, project, madeAt, keys: false, isPartial: true }
    await writeArchive(file, files, about)
    return file
  } catch (cause) {
    throw new PermilleError(
      'unavailable',
      'this project is of an earlier permille, and no backup could be made before it is upgraded; nothing was changed',
      {
        remedy: 'make space on the disk; or copy the folder elsewhere and set PERMILLE_UPGRADE_BACKUP=off',
        cause,
      },
    )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
