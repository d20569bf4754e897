import { readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { PROJECT_FILE } from '../project-file.ts'
import type { ProjectFolder } from '../project-folder.ts'

/** A file that goes into an archive. */
export interface FileToKeep {
  /** Its name inside, which is its place in the project. */
  readonly name: string
  /** Where it is read. */
  readonly path: string
  readonly size: number
}

/** Names an archive may hold, so that nothing is ever put anywhere else. */
export const KEPT_NAME =
  /^(?:permille\.yaml|\.permille\/(?:warehouse\.duckdb|state\.sqlite|rates\.json|identifier\.key|secrets\.key|(?:landing|assets)(?:\/[^./\\][^/\\]*)+))$/

/** The name of a project's file inside of an archive. */
export function nameIn({ root }: ProjectFolder, path: string): string {
  return relative(root, path).split(sep).join('/')
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function found(folder: ProjectFolder, paths: readonly string[]): Promise<readonly FileToKeep[]> {
  const files = await Promise.all(
    paths.map(async (path) => ({ path, is: await stat(path).catch(() => null) })),
  )
  return files.flatMap(({ path, is }) =>
    is?.isFile() ? { name: nameIn(folder, path), path, size: is.size } : [],
  )
}

/** The files people wrote or had fetched. */
export function settingsFiles(folder: ProjectFolder): Promise<readonly FileToKeep[]> {
  return found(folder, [join(folder.root, PROJECT_FILE), folder.rates])
}

/** The files that are read where they lie, since none is ever changed in place. */
export async function standingFiles(
  folder: ProjectFolder,
  withKeys: boolean,
): Promise<readonly FileToKeep[]> {
  const { key, secretKey, landing, assets } = folder
  const paths = [
    ...(withKeys ? [key, secretKey] : []),
    ...(await filesBelow(landing)),
    ...(await filesBelow(assets)),
  ]
  return [...(await settingsFiles(folder)), ...(await found(folder, paths))]
}
