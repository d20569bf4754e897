import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { AssetsAnswer } from '#schema/answer/assets-answer.ts'
import { rangeOf } from '../../src/server/routes/assets.ts'
import { scene } from '../creatives/make-files.ts'
import { post, send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { type TemporaryProject, temporaryProject } from '../support/temporary-project.ts'

const PLAYABLE = '<!doctype html><html><body><script>mraid.open("https://example.com")</script></body></html>'

async function zipped(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = new ZipFile()
  for (const [name, text] of Object.entries(files)) archive.addBuffer(Buffer.from(text), name)
  archive.end()
  const packed = await buffer(archive.outputStream)
  // What is packed of the file that is to be broken is broken here, its place and size are not.
  const at = packed.indexOf('ad/broken.bin') + 'ad/broken.bin'.length
  return packed.fill(0xff, at, at + 8)
}

let folder: TemporaryProject
let server: ServedProject
const hashes: Record<string, string> = {}

beforeAll(async () => {
  folder = temporaryProject()
  server = await serveProject(folder.path, { env: { PERMILLE_CHROMIUM: 'none' } })
  const uploads: string[] = []
  for (const [name, body] of [
    ['a.png', await scene()],
    ['game.html', Buffer.from(PLAYABLE)],
    [
      'game.zip',
      await zipped({
        'ad/index.html': PLAYABLE,
        'ad/game.js': 'let a = 1',
        'ad/broken.bin': 'let b = 1;'.repeat(50),
      }),
    ],
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

test('a playable is a page of our frames alone, without an origin, and reaches its own files; as a file it is a download', async () => {
  for (const [name, main] of [
    ['game.html', 'index.html'],
    ['game.zip', 'ad/index.html'],
  ] as const) {
    const page = await get(name, 'page')
    const folder = page.url.slice(0, -main.length)
    expect(page.url.endsWith(`/${main}`)).toBe(true)
    expect(await page.text()).toBe(PLAYABLE)
    expect(page.headers.get('content-security-policy')).toMatch(
      new RegExp(
        `^sandbox allow-scripts; default-src 'none'.*connect-src ${folder} data: blob:.*frame-ancestors 'self'$`,
      ),
    )
    expect(page.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect((await get(name, 'file')).headers.get('content-disposition')).toMatch(/^attachment/)
  }
  expect((await get('a.png', 'page')).status).toBe(404)
  expect((await fetch(`${server.url}/api/v1/assets/..%2f..%2fstate.sqlite/file`)).status).toBe(404)
})

test('files of a playable are asked for by a frame without an origin, and only by who was shown the page', async () => {
  const { url } = await get('game.zip', 'page')
  const stranger = { origin: 'null', 'sec-fetch-site': 'cross-site' }
  const ask = (address: string) => fetch(address, { headers: stranger })
  const script = await ask(new URL('game.js', url).href)
  expect([script.status, await script.text()]).toEqual([200, 'let a = 1'])
  expect(script.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
  const { pathname } = new URL(url)
  const [, , , until = '', pass = ''] = pathname.split('/')
  const other = `${server.url}/playables/${hashes['game.html']}/${until}/${pass}/index.html`
  const later = `${server.url}/playables/${hashes['game.zip']}/${until}9/${pass}/ad/index.html`
  for (const address of [other, later, new URL('none.js', url).href, new URL('%2e%2e%2fx', url).href]) {
    expect((await ask(address)).status).toBe(404)
  }
  expect((await ask(`${server.url}/api/v1/project`)).status).toBe(403)
  const player = await ask(new URL('mraid.js', url).href)
  expect([player.status, await player.text()]).toEqual([200, expect.stringContaining('mraid')])
  const broken = ask(new URL('broken.bin', url).href).then((answer) => answer.text())
  await expect(broken).rejects.toThrow()
  expect((await ask(new URL('game.js', url).href)).status).toBe(200)
})

test('ranges that cannot be met or read', () => {
  expect(rangeOf('bytes=-5', 10)).toEqual({ from: 5, to: 9 })
  expect(rangeOf('bytes=5-', 10)).toEqual({ from: 5, to: 9 })
  expect(rangeOf('bytes=0-99', 10)).toEqual({ from: 0, to: 9 })
  expect(rangeOf('bytes=8-3', 10)).toBeNull()
  expect(rangeOf('bytes=0-1,4-5', 10)).toBe('all')
  expect(rangeOf(undefined, 10)).toBe('all')
})
