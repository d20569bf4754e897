import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { repository } from '../support/repository.ts'

/** Paths of all files that are or could be committed, relative to the checkout. */
export function repositoryFiles(): string[] {
  const options = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const { stdout, status } = spawnSync('git', options, { cwd: repository, encoding: 'utf8' })
  if (status !== 0) throw new Error('cannot list the files of this checkout: git ls-files failed')
  return [...new Set(stdout.split('\0'))].filter((path) => path !== '' && existsSync(join(repository, path)))
}

/** The text of a file; `null` for a binary or very large one. */
export function readText(path: string): string | null {
  const file = join(repository, path)
  if (!statSync(file).isFile() || statSync(file).size > 5_000_000) return null
  const text = readFileSync(file, 'utf8')
  return text.includes('\0') ? null : text
}
