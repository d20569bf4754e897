import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { rangeOf } from '../../src/server/routes/assets.ts'
import { scene } from '../creatives/make-files.ts'
import { post, send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

const PLAYABLE = '<!doctype html><html><body><script>mraid.open("https://example.com")</script></body></html>'

let folder: TemporaryProject
let server: ServedProject
const hashes: Record<string, string> = {}

beforeAll(async () => {
  folder = temporaryProject()
  server = await serveProject(folder.path)
  const uploads: string[] = []
  for (const [name, body] of [
    ['a.png', await scene()],
    ['game.html', Buffer.from(PLAYABLE)],
  ] as const) {
    writeFileSync(join(folder.path, name), body)
    const sent = await send(server.url, `/api/v1/uploads?name=${name}`, { method: 'PUT', body })
    uploads.push(JSON.parse(sent.text).upload)
  }
  expect((await post(server.url, 'assets-add', { uploads })).status).toBe(200)
  const { assets } = AssetsAnswer.parse(JSON.parse((await post(server.url, 'assets', {})).text))
  for (const { name, sha256 } of assets) hashes[name] = sha256
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

const get = (name: string, what: string, headers = {}) =>
  fetch(`${server.url}/api/v1/assets/${hashes[name]}/${what}`, { headers })

test('files are sent whole and in parts, without an origin', async () => {
  const whole = await get('a.png', 'file')
  const bytes = Buffer.from(await whole.arrayBuffer())
  expect(bytes.equals(await scene())).toBe(true)
  expect(whole.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
  expect(whole.headers.get('content-type')).toBe('image/png')
  const part = await get('a.png', 'file', { range: 'bytes=10-19' })
  expect(part.status).toBe(206)
  expect(part.headers.get('content-range')).toBe(`bytes 10-19/${bytes.length}`)
  expect(Buffer.from(await part.arrayBuffer()).equals(bytes.subarray(10, 20))).toBe(true)
  expect((await get('a.png', 'file', { range: `bytes=${bytes.length}-` })).status).toBe(416)
  const small = await get('a.png', 'thumbnail')
  expect([small.status, small.headers.get('content-type')]).toEqual([200, 'image/webp'])
})

test('a playable is a page of our frames alone, with an origin of its own and no network; as a file it is a download', async () => {
  const page = await get('game.html', 'page')
  expect(await page.text()).toBe(PLAYABLE)
  expect(page.headers.get('content-security-policy')).toMatch(
    /^sandbox allow-scripts; default-src 'none'.*connect-src data: blob:.*frame-ancestors 'self'$/,
  )
  expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN')
  expect((await get('game.html', 'file')).headers.get('content-disposition')).toMatch(/^attachment/)
  expect((await get('a.png', 'page')).status).toBe(404)
  expect((await fetch(`${server.url}/api/v1/assets/..%2f..%2fstate.sqlite/file`)).status).toBe(404)
})

test('ranges that cannot be met or read', () => {
  expect(rangeOf('bytes=-5', 10)).toEqual({ from: 5, to: 9 })
  expect(rangeOf('bytes=5-', 10)).toEqual({ from: 5, to: 9 })
  expect(rangeOf('bytes=0-99', 10)).toEqual({ from: 0, to: 9 })
  expect(rangeOf('bytes=8-3', 10)).toBeNull()
  expect(rangeOf('bytes=0-1,4-5', 10)).toBe('all')
  expect(rangeOf(undefined, 10)).toBe('all')
})
