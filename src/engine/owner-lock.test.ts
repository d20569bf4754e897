import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOwner, takeOwnership } from './owner-lock.ts'

let folder = ''
const lock = () => join(folder, 'owner.lock')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permille-lock-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a second owner is refused until the first lets go', async () => {
  const first = await takeOwnership(lock())
  await expect(takeOwnership(lock())).rejects.toMatchObject({ code: 'busy' })
  await first.release()
  const second = await takeOwnership(lock())
  await second.release()
  expect(await readOwner(lock())).toBeNull()
})

test('only its owner may read the lock, which tells where the server is', async () => {
  const owner = await takeOwnership(lock())
  await owner.announce('http://127.0.0.1:4400')
  expect((await stat(lock())).mode & 0o777).toBe(0o600)
  expect(await readOwner(lock())).toMatchObject({ url: 'http://127.0.0.1:4400', pid: process.pid })
})

test('the lock of a dead process is taken over', async () => {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  await writeFile(lock(), JSON.stringify({ pid: child.pid, started: '1', url: null, token: 't' }))
  expect(await readOwner(lock())).toBeNull()
  const owner = await takeOwnership(lock())
  expect(JSON.parse(await readFile(lock(), 'utf8'))).toMatchObject({ pid: process.pid })
  await owner.release()
})

test('of many that start at once, one becomes the owner', async () => {
  await writeFile(lock(), JSON.stringify({ pid: 1, started: 'another start', url: null, token: 't' }))
  const script = `
    const { takeOwnership } = await import(${JSON.stringify(new URL('./owner-lock.ts', import.meta.url).href)})
    await takeOwnership(${JSON.stringify(lock())}).then(() => console.log('owner'), () => console.log('busy'))
    setInterval(() => {}, 1000)`
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '--eval', script]),
  )
  const said = await Promise.all(
    children.map(async ({ stdout }) => {
      const [text] = await once(stdout, 'data')
      return String(text).trim()
    }),
  )
  for (const child of children) child.kill()
  expect(said.toSorted()).toEqual(['busy', 'busy', 'busy', 'busy', 'busy', 'owner'])
})

test('a reused process number is not the owner', async () => {
  await writeFile(
    lock(),
    JSON.stringify({ pid: process.pid, started: 'another start', url: null, token: 't' }),
  )
  expect(await readOwner(lock())).toBeNull()
})

test('a damaged lock is no owner', async () => {
  await writeFile(lock(), 'half a li')
  expect(await readOwner(lock())).toBeNull()
})
