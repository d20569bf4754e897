import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** An empty folder of its own for one test to make a project in. */
export interface TemporaryProject {
  readonly path: string
  /** Writes a file below the folder and returns its path. */
  write(name: string, text: string): string
  remove(): void
}

/** Makes a temporary project; whoever asks removes it. */
export function temporaryProject(): TemporaryProject {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'permille-test-')))
  return {
    path,
    write(name, text) {
      const file = join(path, name)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
      return file
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}
