import { readdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS } from '#engine/index.ts'
import type { CommandProject } from '../support/command-project.ts'
import { firstScript } from '../support/first-script.ts'
import { post, type Received, send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { bannerProject } from './banner-file.ts'

let project: CommandProject
let server: ServedProject

beforeAll(async () => {
  project = await bannerProject()
  server = await serveProject(project.folder.path)
})
afterAll(async () => {
  await server.stop()
  project.folder.remove()
})

function expectProblem({ status, headers, text }: Received, expected: number, code: string) {
  expect(headers['content-type']).toMatch(/^application\/problem\+json/)
  expect(status).toBe(expected)
  expect(JSON.parse(text)).toMatchObject({ status: expected, code, title: code.replaceAll('_', ' ') })
}

const JSON_TYPE = { 'content-type': 'application/json' }

describe('a wrong request is a problem', () => {
  test.each([
    ['an unknown parameter', '/api/v1/rank?bye=creative'],
    ['a wrong type', '/api/v1/rank?minImpressions=many'],
    ['a parameter named like a prototype', '/api/v1/rank?__proto__=x'],
    ['a day that does not exist', '/api/v1/rank?from=2026-02-31'],
  ])('%s', async (_, path) => {
    expectProblem(await send(server.url, path), 400, 'usage')
  })

  test.each([
    ['an unknown field', '{"bye":"creative"}'],
    ['a wrong type', '{"by":7}'],
    ['no object', '["rank"]'],
    ['malformed JSON', '{"by":'],
    ['nothing', ''],
  ])('%s in the body', async (_, body) => {
    const sent = await send(server.url, '/api/v1/rank', { method: 'POST', headers: JSON_TYPE, body })
    expectProblem(sent, 400, 'usage')
  })

  test('another content type, as a form of another page would send', async () => {
    const headers = { 'content-type': 'text/plain' }
    const sent = await send(server.url, '/api/v1/replay', { method: 'POST', headers, body: '{}' })
    expectProblem(sent, 400, 'usage')
  })

  test('too large a body', async () => {
    expectProblem(await post(server.url, 'rank', { by: 'x'.repeat(1_100_000) }), 413, 'too_large')
  })

  test('an unknown dimension, operation or upload', async () => {
    expectProblem(await send(server.url, '/api/v1/rank?by=nonsense'), 404, 'not_found')
    expectProblem(await send(server.url, '/api/v1/nonsense'), 404, 'not_found')
    const uploads = ['00000000-0000-0000-0000-000000000000']
    expectProblem(await post(server.url, 'import', { uploads }), 404, 'not_found')
  })

  test.each([
    ['GET', '/api/v1/import', 'POST'],
    ['GET', '/api/v1/replay', 'POST'],
    ['DELETE', '/api/v1/rank', 'GET, HEAD, POST'],
    ['GET', '/api/v1/uploads?name=a.csv', 'PUT'],
    ['GET', '/api/v1/uploads/x', 'DELETE'],
    ['POST', '/api/v1/openapi.json', 'GET, HEAD'],
    ['POST', '/healthz', 'GET, HEAD'],
  ])('%s on %s, which takes %s', async (method, path, allowed) => {
    const sent = await send(server.url, path, { method })
    expectProblem(sent, 405, 'method_not_allowed')
    expect(sent.headers.allow).toBe(allowed)
  })

  test('a misspelt field, with the nearest one; a flag’s spelling is understood', async () => {
    const wrong = await send(server.url, '/api/v1/rank?minImpresions=5')
    expectProblem(wrong, 400, 'usage')
    expect(JSON.parse(wrong.text).detail).toBe(
      'rank: unknown field: minImpresions (did you mean minImpressions?)',
    )
    const { text } = await send(server.url, '/api/v1/rank?min-impressions=5&by=network')
    expect(JSON.parse(text).question.minImpressions).toBe(5)
    expect(JSON.parse((await post(server.url, 'rank', { 'min-impressions': 7 })).text)).toMatchObject({
      question: { minImpressions: 7 },
    })
  })

  test('says what to do', async () => {
    const { text } = await send(server.url, '/api/v1/rank?by=nonsense')
    expect(JSON.parse(text)).toMatchObject({
      detail: expect.stringContaining('nonsense'),
      remedy: expect.any(String),
    })
  })
})

describe('a request of another site', () => {
  const paths = OPERATIONS.map(({ name, kind }) => ({
    path: `/api/v1/${name}`,
    method: kind === 'question' ? 'GET' : 'POST',
  }))

  test.each(['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1', 'localhost.'])(
    'through the host %s is refused, as after DNS rebinding',
    async (host) => {
      for (const path of ['/', '/api/v1/rank', '/healthz']) {
        expectProblem(await send(server.url, path, { headers: { host } }), 403, 'forbidden')
      }
    },
  )

  test('may use each name of this machine', async () => {
    const { port } = new URL(server.url)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect((await send(server.url, '/healthz', { headers: { host } })).status).toBe(200)
    }
  })

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'not an origin' },
    { origin: 'http://127.0.0.1:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  ])('with %j gets neither answers nor changes', async (headers) => {
    for (const { path, method } of paths) {
      const sent = await send(server.url, path, {
        method,
        headers: { ...JSON_TYPE, ...headers },
        ...(method === 'POST' ? { body: '{}' } : {}),
      })
      expectProblem(sent, 403, 'forbidden')
    }
    expectProblem(
      await send(server.url, '/api/v1/uploads?name=a', { method: 'PUT', headers, body: 'a' }),
      403,
      'forbidden',
    )
  })

  test('may link to the page', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await send(server.url, '/?by=network', { headers })).status).toBe(200)
  })

  test('of the page itself is answered', async () => {
    const headers = { origin: server.url, 'sec-fetch-site': 'same-origin' }
    expect((await send(server.url, '/api/v1/project', { headers })).status).toBe(200)
  })
})

describe('every answer', () => {
  test.each(['/', '/sources', '/api/v1/project', '/api/v1/nonsense', '/healthz', '/assets/none.js'])(
    '%s carries the headers that keep other pages out',
    async (path) => {
      const { headers } = await send(server.url, path)
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['content-security-policy']).not.toContain('unsafe-eval')
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['access-control-allow-origin']).toBeUndefined()
    },
  )

  test('of the API is kept by no cache, or asked for again each time', async () => {
    const cached = async (path: string) => (await send(server.url, path)).headers['cache-control']
    expect(await cached('/api/v1/project')).toBe('private, no-cache')
    expect(await cached('/api/v1/doctor')).toBe('no-store')
    expect(await cached('/api/v1/nonsense')).toBe('no-store')
  })

  test('never shows the token of the lock', async () => {
    const lock = readdirSync(join(project.folder.path, '.permille'))
    expect(lock).toContain('owner.lock')
    const { token } = JSON.parse(
      (await import('node:fs')).readFileSync(join(project.folder.path, '.permille/owner.lock'), 'utf8'),
    )
    const paths = [
      '/',
      '/healthz',
      '/api/v1/openapi.json',
      '/api/v1/project',
      '/api/v1/doctor',
      '/.permille/owner.lock',
    ]
    for (const path of paths) expect((await send(server.url, path)).text).not.toContain(token)
    expect(server.output()).not.toContain(token)
    expect((await project.run('--verbose', 'rank', '--by', 'nonsense')).stderr).not.toContain(token)
  })
})

describe('the page', () => {
  test('is served for every address of it, and its files forever', async () => {
    const { text } = await send(server.url, '/sources')
    expect(text).toContain('<div id="root">')
    const [, script = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(text) ?? []
    const asset = await send(server.url, script)
    expect(asset.headers['content-type']).toMatch(/javascript/)
    expect(asset.headers['cache-control']).toContain('immutable')
  })

  test('brings at most 300 kB of JavaScript, compressed, before it draws anything', () => {
    const { files, bytes } = firstScript()
    expect(files.length).toBeGreaterThan(10)
    expect(bytes, 'load what the first page does not need when it is needed').toBeLessThanOrEqual(300_000)
  })

  test.each([
    '/assets/none.js',
    '/none.js',
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%5c..%5cpackage.json',
    '//etc/hostname.txt',
  ])('does not serve %s', async (path) => {
    const { status, headers, text } = await send(server.url, path)
    expect(status).toBe(404)
    expect(text).not.toContain('devDependencies')
    expect(headers['cache-control'] ?? '').not.toContain('immutable')
  })
})

describe('an upload', () => {
  const uploads = () => readdirSync(join(project.folder.path, '.permille/scratch/uploads'))

  test('needs a name and a body', async () => {
    expectProblem(await send(server.url, '/api/v1/uploads', { method: 'PUT', body: 'a' }), 400, 'usage')
    expect(uploads()).toEqual([])
  })

  test('is kept under an id, its name only shown', async () => {
    const sent = await send(server.url, '/api/v1/uploads?name=..%2F..%2Fevil.csv', {
      method: 'PUT',
      body: 'a,b\n',
    })
    expect(JSON.parse(sent.text)).toMatchObject({ name: 'evil.csv', bytes: 4 })
    expect(uploads()).toHaveLength(2)
  })

  test.each(['../../../permille.yaml', '..', '/etc/hostname', '%2e%2e', 'x'.repeat(36)])(
    'is not found as %s',
    async (id) => {
      expectProblem(await post(server.url, 'import', { uploads: [id], dryRun: true }), 404, 'not_found')
    },
  )

  test('that breaks off leaves nothing', async () => {
    const before = uploads()
    const { hostname, port } = new URL(server.url)
    const socket = connect(Number(port), hostname)
    socket.write(
      `PUT /api/v1/uploads?name=half.csv HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 1000000\r\n\r\n`,
    )
    socket.write('Day,Impressions\n'.repeat(2000))
    for (let tries = 0; uploads().length === before.length && tries < 100; tries += 1) await wait(20)
    expect(uploads()).toHaveLength(before.length + 1)
    socket.destroy()
    for (let tries = 0; uploads().length > before.length && tries < 100; tries += 1) await wait(20)
    expect(uploads()).toEqual(before)
  })
})
