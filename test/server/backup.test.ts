import { createWriteStream, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Entry, openPromise } from 'yauzl'
import { ZipFile } from 'yazl'
import type { CommandProject } from '../support/command-project.ts'
import { runPermille } from '../support/run-permille.ts'
import { post } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'
import { BANNER_FLAGS, BANNERS, bannerProject } from './banner-file.ts'

let project: CommandProject
let server: ServedProject
let elsewhere: TemporaryProject
let archive: string
let ranked: string

const rank = (folder: string) => runPermille(['--project', folder, 'rank'], { cwd: elsewhere.path })
const restore = (file: string, into: string) =>
  runPermille(['restore', file, '--into', into], { cwd: elsewhere.path })

async function zip(path: string, members: Readonly<Record<string, string>>): Promise<string> {
  const file = new ZipFile()
  for (const [name, text] of Object.entries(members)) file.addBuffer(Buffer.from(text), name)
  file.end()
  await pipeline(file.outputStream, createWriteStream(path))
  return path
}

/** A place in the middle of what the largest member of an archive holds. */
async function insideOfLargest(path: string): Promise<number> {
  const zip = await openPromise(path, { autoClose: true })
  let largest: Entry | undefined
  for await (const entry of zip.eachEntry())
    if (entry.compressedSize > (largest?.compressedSize ?? 0)) largest = entry
  if (largest === undefined) throw new Error(`${path} holds nothing`)
  return largest.relativeOffsetOfLocalHeader + Math.floor(largest.compressedSize / 2)
}

const manifest = (more: object) =>
  JSON.stringify({
    ...{
      format: 1,
      permille: '0.1.0',
      migration: 1,
      project: 'p',
      madeAt: '2026-01-01T00:00:00Z',
      keys: false,
    },
    ...{ members: [], ...more },
  })

beforeAll(async () => {
  project = await bannerProject()
  elsewhere = temporaryProject()
  archive = join(elsewhere.path, 'kept.zip')
  server = await serveProject(project.folder.path)
  ranked = (await rank(project.folder.path)).stdout
})
afterAll(async () => {
  await server.stop()
  project.folder.remove()
  elsewhere.remove()
})

describe('a backup of a project that a server has open', () => {
  test('restores what people see, originals and decisions, and no key', async () => {
    const made = await project.run('backup', '--to', archive)
    expect(made.code, made.stderr).toBe(0)
    expect(made.stdout).toContain('key files are not inside')
    expect(readdirSync(join(project.folder.path, '.permille/backups'))).toEqual([])
    expect((await project.run('backup', '--to', archive)).code, 'never overwritten').toBe(3)

    const into = join(elsewhere.path, 'restored')
    const { code, stderr } = await restore(archive, into)
    expect(code, stderr).toBe(0)
    expect(readdirSync(into).toSorted()).toEqual(['.permille', 'permille.yaml'])
    expect(readdirSync(join(into, '.permille')).toSorted()).toEqual([
      'landing',
      'state.sqlite',
      'warehouse.duckdb',
    ])
    expect((await rank(into)).stdout).toBe(ranked)
    const replayed = await runPermille(['--project', into, 'replay'], { cwd: into })
    expect(replayed.stdout).toContain('rows, sums and texts are the same')
    expect((await restore(archive, into)).stderr).toContain('is not empty')
  })

  test('holds an import that runs meanwhile whole or not at all', async () => {
    const more = project.folder.write('april.csv', BANNERS.replaceAll('2026-03-', '2026-04-'))
    const file = join(elsewhere.path, 'meanwhile.zip')
    const [made] = await Promise.all([
      project.run('backup', '--to', file),
      project.importFiles([more], ...BANNER_FLAGS),
    ])
    expect(made.code, made.stderr).toBe(0)
    const into = join(elsewhere.path, 'meanwhile')
    await restore(file, into)
    const { stdout } = await runPermille(['--project', into, 'query', '--metrics', 'impressions', '--json'], {
      cwd: into,
    })
    expect([201_000, 402_000]).toContain(JSON.parse(stdout).totals.impressions)
  })

  test('over HTTP is written into the project only, with its keys when asked', async () => {
    const asked = await post(server.url, 'backup', { to: join(elsewhere.path, 'http.zip') })
    expect(asked.status).toBe(403)
    const made = JSON.parse((await post(server.url, 'backup', { withKeys: true })).text)
    expect(made.file.startsWith(join(project.folder.path, '.permille/backups/'))).toBe(true)
    const into = join(elsewhere.path, 'keys')
    await restore(made.file, into)
    const key = (folder: string) => readFileSync(join(folder, '.permille/identifier.key'), 'utf8')
    expect(key(into)).toBe(key(project.folder.path))
    const sent = await post(server.url, 'restore', { file: made.file, into: join(into, 'x') })
    expect(sent.status).toBe(403)
  })
})

describe('nothing is restored from', () => {
  let refused = 0
  async function expectRefused(file: string, sentence: string) {
    refused += 1
    const into = join(elsewhere.path, `refused-${refused}`)
    const { code, stderr } = await restore(file, into)
    expect(stderr).toContain(sentence)
    expect(code).not.toBe(0)
    expect(existsSync(into)).toBe(false)
  }

  test('an archive with other bytes, or cut off', async () => {
    const bytes = readFileSync(archive)
    const middle = await insideOfLargest(archive)
    const other = Buffer.from(bytes)
    // Many, since a single one may copy zeros of the database from another place, which are the same zeros.
    for (let at = middle - 64; at < middle + 64; at += 1) other[at] = (other[at] ?? 0) ^ 0xff
    const file = join(elsewhere.path, 'other.zip')
    writeFileSync(file, other)
    await expectRefused(file, 'damaged')
    writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length / 2)))
    await expectRefused(file, 'damaged')
  })

  test.each([
    ['a later version', { permille: '0.2.0' }],
    ['a later migration', { migration: 9999 }],
    ['a later layout', { format: 2, members: 'elsewhere' }],
  ])('a backup of a newer permille: %s', async (_what, more) => {
    const file = await zip(join(elsewhere.path, 'newer.zip'), { 'manifest.json': manifest(more) })
    await expectRefused(file, 'is newer than this one')
  })

  test.each([
    ['a file the manifest does not name', { 'permille.yaml': '' }, []],
    ['a place outside of a project', { 'bin/sh': '' }, [{ name: 'bin/sh', size: 0, sha256: '0'.repeat(64) }]],
    [
      'other bytes than were put in',
      { 'permille.yaml': 'name: a' },
      [{ name: 'permille.yaml', size: 7, sha256: '0'.repeat(64) }],
    ],
  ])('an archive with %s', async (_what, files, members) => {
    const file = await zip(join(elsewhere.path, 'odd.zip'), {
      ...files,
      'manifest.json': manifest({ members }),
    })
    await expectRefused(file, 'damaged or no backup')
  })
})
