import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { repository } from './support/repository.ts'
import { runCommand } from './support/run-permille.ts'
import { temporaryProject } from './support/temporary-project.ts'

describe('bin/permille', () => {
  const project = temporaryProject()
  const node = join(repository, 'node_modules/.bin/node')
  project.write('package.json', '{ "type": "module" }')
  mkdirSync(join(project.path, 'bin'))
  cpSync(join(repository, 'bin/permille'), join(project.path, 'bin/permille'))

  afterAll(() => project.remove())

  async function runWith(main: string, args: readonly string[] = []) {
    project.write('src/cli/main.ts', main)
    return await runCommand(node, ['bin/permille', ...args], { cwd: project.path })
  }

  test('hands its arguments to main and ends with its exit code', async () => {
    const main = `export async function main(argv: string[]): Promise<number> {
      console.log(argv.join('|'))
      return 3
    }`
    expect(await runWith(main, ['a b', '--c'])).toEqual({ code: 3, stdout: 'a b|--c\n', stderr: '' })
  })

  test('keeps quiet about SQLite and erased types, and about nothing else', async () => {
    const main = `import { DatabaseSync } from 'node:sqlite'
    export async function main(): Promise<number> {
      new DatabaseSync(':memory:').close()
      process.emitWarning('something else', 'ExperimentalWarning')
      return 0
    }`
    const { code, stderr } = await runWith(main)
    expect(code).toBe(0)
    expect(stderr).toContain('something else')
    expect(stderr).not.toMatch(/sqlite|strip/i)
  })

  test.runIf(process.platform === 'linux')('sizes the thread pool before it is used', async () => {
    const main = `import { pbkdf2 } from 'node:crypto'
    import { readdirSync } from 'node:fs'
    const threads = () => readdirSync('/proc/self/task').length
    export async function main(): Promise<number> {
      const before = threads()
      const hashes = Array.from({ length: 24 }, () => new Promise((done) => pbkdf2('a', 'b', 20_000, 32, 'sha256', done)))
      console.log(threads() - before)
      await Promise.all(hashes)
      return 0
    }`
    expect(Number((await runWith(main)).stdout)).toBe(16)
  })
})
