import { copyFileSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { repository } from './support/repository.ts'
import { runCommand } from './support/run-permille.ts'
import { type TemporaryProject, temporaryProject } from './support/temporary-project.ts'

describe('scripts/prepare.mjs', () => {
  let checkout: TemporaryProject

  beforeEach(() => {
    checkout = temporaryProject()
    for (const folder of ['scripts', 'node_modules/node/bin']) {
      mkdirSync(join(checkout.path, folder), { recursive: true })
    }
    copyFileSync(join(repository, 'scripts/prepare.mjs'), join(checkout.path, 'scripts/prepare.mjs'))
    symlinkSync(process.execPath, join(checkout.path, 'node_modules/node/bin/node'))
    writeLock('package-lock.json', '1.0.0')
    writeLock('node_modules/.package-lock.json', '1.0.0')
    checkout.write('npm.js', `console.log('npm ' + process.argv.slice(2).join(' '))`)
    checkout.write(
      'node_modules/vite/bin/vite.js',
      `require('fs').mkdirSync('web/dist', { recursive: true })\nrequire('fs').writeFileSync('web/dist/index.html', '')`,
    )
    checkout.write('web/index.html', '<p>one</p>')
    checkout.write('src/schema/day.ts', '')
  })

  afterEach(() => checkout.remove())

  function writeLock(path: string, version: string): void {
    const packages = {
      '': {},
      'node_modules/a': { version },
      'node_modules/a-for-windows': { optional: true },
    }
    const installed = { 'node_modules/a': { version } }
    checkout.write(path, JSON.stringify({ packages: path === 'package-lock.json' ? packages : installed }))
  }

  async function prepare() {
    const env = { npm_execpath: join(checkout.path, 'npm.js'), npm_node_execpath: process.execPath }
    return await runCommand(process.execPath, ['scripts/prepare.mjs'], { cwd: checkout.path, env })
  }

  test('builds the page once and is silent when nothing changed', async () => {
    expect((await prepare()).stdout).toBe('permille: building the web page…\n')
    expect(existsSync(join(checkout.path, 'web/dist/index.html'))).toBe(true)
    expect(await prepare()).toEqual({ code: 0, stdout: '', stderr: '' })
  })

  test.each(['web/index.html', 'web/src/new.ts', 'src/schema/day.ts'])(
    'builds again after a change of %s',
    async (path) => {
      await prepare()
      checkout.write(path, '// changed')
      expect((await prepare()).stdout).toContain('building')
    },
  )

  test('installs when the lock file asks for another version, and follows it', async () => {
    writeLock('package-lock.json', '1.1.0')
    expect((await prepare()).stdout).toMatch(/^npm install --no-save /m)
  })

  test('says in one sentence that installing failed', async () => {
    writeLock('package-lock.json', '1.1.0')
    writeFileSync(join(checkout.path, 'npm.js'), 'process.exit(7)')
    const { code, stderr } = await prepare()
    expect(code).toBe(1)
    expect(stderr).toBe('permille could not install its packages; npm said why above.\n')
  })
})
