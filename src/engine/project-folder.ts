import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { PermilleError } from '#schema/error.ts'
import { PROJECT_FILE } from './project-file.ts'

/** Where a project keeps what is its own. */
export interface ProjectFolder {
  readonly root: string
  readonly state: string
  readonly database: string
  readonly landing: string
  readonly scratch: string
  readonly spill: string
  readonly uploads: string
  readonly lock: string
  readonly key: string
  /** Key of the secrets, where no passphrase is set. */
  readonly secretKey: string
  /** What people decided, which no load changes. */
  readonly decisions: string
  /** Currency rates somebody had fetched. */
  readonly rates: string
  /** Creative files by content hash. */
  readonly assets: string
  /** Archives of the project that were given no other place. */
  readonly backups: string
  sample(name: string): string
}

export function projectFolder(root: string): ProjectFolder {
  const state = join(root, '.permille')
  return {
    root,
    state,
    database: join(state, 'warehouse.duckdb'),
    landing: join(state, 'landing'),
    scratch: join(state, 'scratch'),
    spill: join(state, 'scratch', 'spill'),
    uploads: join(state, 'scratch', 'uploads'),
    lock: join(state, 'owner.lock'),
    key: join(state, 'identifier.key'),
    secretKey: join(state, 'secrets.key'),
    decisions: join(state, 'state.sqlite'),
    rates: join(state, 'rates.json'),
    assets: join(state, 'assets'),
    backups: join(state, 'backups'),
    sample: (name) => join(state, 'sample', name),
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** Throws `not_found` for a folder somebody named that is not there. */
export async function requireFolder(root: string): Promise<void> {
  if (await exists(root)) return
  throw new PermilleError('not_found', `there is no folder ${root}`, {
    remedy: 'check --project; `permille --project FOLDER init` starts a project',
  })
}

/** The folder asked for, else the nearest one upwards that holds a project file, else this one. */
export async function findProjectRoot(asked: string | undefined, start: string): Promise<string> {
  if (asked !== undefined) return resolve(start, asked)
  let folder = resolve(start)
  for (;;) {
    if (await exists(join(folder, PROJECT_FILE))) return folder
    const parent = dirname(folder)
    if (parent === folder) return resolve(start)
    folder = parent
  }
}
