import { globSync } from 'node:fs'
import { basename } from 'node:path'
import { repository } from '../support/repository.ts'
import { readText } from './repository-files.ts'

/** Names of the files in `src/engine/operations` that declare an operation; the others help them. */
export function operationModules(): string[] {
  return globSync('src/engine/operations/*.ts', { cwd: repository })
    .filter((path) => /= define(?:Standalone)?Operation\(/.test(readText(path) ?? ''))
    .map((path) => basename(path, '.ts'))
}
