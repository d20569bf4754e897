import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandProject, commandProject } from '../support/command-project.ts'
import { send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { BANNER_MAP, BANNERS, bannerProject } from './banner-file.ts'

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

function change(operation: string, input: unknown, headers: Readonly<Record<string, string>> = {}) {
  return send(server.url, `/api/v1/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  })
}

async function upload(text: string): Promise<string> {
  const sent = await send(server.url, '/api/v1/uploads?name=more.csv', { method: 'PUT', body: text })
  return JSON.parse(sent.text).upload
}

describe('a request', () => {
  test('keeps the id it came with, in errors too, or gets one', async () => {
    const own = await send(server.url, '/api/v1/nonsense', { headers: { 'x-request-id': 'ticket-17' } })
    expect(own.headers['x-request-id']).toBe('ticket-17')
    expect(JSON.parse(own.text).requestId).toBe('ticket-17')
    const bad = await send(server.url, '/healthz', { headers: { 'x-request-id': 'a b<script>' } })
    expect(bad.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('is answered compressed where it asks for it', async () => {
    const response = await fetch(`${server.url}/api/v1/openapi.json`, {
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    const plain = await send(server.url, '/api/v1/openapi.json')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(await response.text()).toBe(plain.text)
  })
})

describe('a question asked again', () => {
  const ask = (headers: Readonly<Record<string, string>> = {}) =>
    send(server.url, '/api/v1/rank?by=network', { headers })

  test('is not answered again until rows, settings or decisions change', async () => {
    const first = await ask()
    const tag = String(first.headers.etag)
    expect(tag).toMatch(/^W\/"[\w-]+\.[\w-]+"$/)
    const again = await ask({ 'if-none-match': `"other", ${tag}` })
    expect(again).toMatchObject({ status: 304, text: '' })
    expect(again.headers.etag).toBe(tag)
    expect((await ask({ 'if-none-match': '"other"' })).status).toBe(200)

    await change('creatives-merge', { creatives: ['Cat', 'Dog'] })
    const merged = await ask({ 'if-none-match': tag })
    expect(merged.status).toBe(200)
    expect(merged.headers.etag).not.toBe(tag)
    await change('creatives-split', { creatives: ['Cat', 'Dog'] })

    const uploads = [await upload(BANNERS.replaceAll('2026-03-', '2026-05-'))]
    await change('import', { uploads, map: BANNER_MAP, yes: true })
    const loaded = await ask({ 'if-none-match': String(merged.headers.etag) })
    expect(loaded.status).toBe(200)
    const undo = Number((await project.run('sources', '--json')).stdout.match(/"load":"(\d+)"/)?.[1])
    await change('import', { undo })
    expect((await ask({ 'if-none-match': String(loaded.headers.etag) })).status).toBe(200)
  })

  test('is answered from what was kept, whoever asks, until something changes', async () => {
    const path = '/api/v1/rank?by=creative&minImpressions=10'
    const keptCount = async () => {
      const { text } = await send(server.url, '/metrics')
      return Number(/permille_answers_total\{kept="true"\} (\d+)/.exec(text)?.[1] ?? 0)
    }
    const before = await keptCount()
    const first = await send(server.url, path)
    expect(await keptCount()).toBe(before)
    const again = await send(server.url, '/api/v1/rank?minImpressions=10&by=creative')
    expect(again.text).toBe(first.text)
    expect(again.headers['content-type']).toBe(first.headers['content-type'])
    expect(await keptCount()).toBe(before + 1)
    await send(server.url, '/api/v1/export?format=csv')
    const csv = await send(server.url, '/api/v1/export?format=csv', { headers: { accept: 'text/csv' } })
    expect(csv.text).toMatch(/^rank,key,/)
    await change('creatives-merge', { creatives: ['Cat', 'Dog'] })
    const merged = JSON.parse((await send(server.url, path)).text)
    expect(merged.rows).toHaveLength(JSON.parse(first.text).rows.length - 1)
    expect(await keptCount()).toBe(before + 1)
    await change('creatives-split', { creatives: ['Cat', 'Dog'] })
  })

  test('about the moment is always answered', async () => {
    for (const path of ['doctor', 'audit', 'tokens-list', 'users-list']) {
      const { status, headers } = await send(server.url, `/api/v1/${path}`, {
        headers: { 'if-none-match': '*' },
      })
      expect({ status, etag: headers.etag }).toEqual({ status: 200, etag: undefined })
    }
  })
})

test('a long list comes in pages', async () => {
  const read = async (operation: string, list: string, page = '') => {
    const { text } = await send(server.url, `/api/v1/${operation}?by=creative${page}`)
    return JSON.parse(text)[list].map((row: Record<string, unknown>) => row.key ?? row.creative)
  }
  for (const operation of ['rank', 'query']) {
    const all = await read(operation, 'rows')
    expect(all).toHaveLength(3)
    const pages = await Promise.all([
      read(operation, 'rows', '&limit=2'),
      read(operation, 'rows', '&limit=2&offset=2'),
    ])
    expect(pages.flat()).toEqual(all.slice(0, 4))
    expect(await read(operation, 'rows', '&offset=1000')).toEqual([])
  }
})

describe('a change under a key', () => {
  const loads = async () => JSON.parse((await send(server.url, '/api/v1/sources')).text).loads.length

  test('is done once, and answered alike', async () => {
    const before = await loads()
    const input = {
      uploads: [await upload(BANNERS.replaceAll('2026-03-', '2026-06-'))],
      map: BANNER_MAP,
      yes: true,
    }
    const key = { 'idempotency-key': 'june' }
    const first = await change('import', input, key)
    expect(first.headers['idempotency-replayed']).toBeUndefined()
    const second = await change('import', input, key)
    expect(second).toMatchObject({
      status: 200,
      text: first.text,
      headers: { 'idempotency-replayed': 'true' },
    })
    expect(await loads()).toBe(before + 1)
    const other = await change('import', { ...input, dryRun: true }, key)
    expect(other).toMatchObject({ status: 422 })
    expect(JSON.parse(other.text).code).toBe('input_refused')
  })

  test('asked twice at once is done once', async () => {
    const ask = () => change('users-add', { name: 'twice' }, { 'idempotency-key': 'twice' })
    const statuses = (await Promise.all([ask(), ask(), ask()])).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 409, 409])
    const { users } = JSON.parse((await send(server.url, '/api/v1/users-list')).text)
    expect(users.map(({ name }: { name: string }) => name)).toEqual(['twice'])
  })

  test('that was refused may be asked again under it', async () => {
    const key = { 'idempotency-key': 'later' }
    expect((await change('users-role', { name: 'later', role: 'editor' }, key)).status).toBe(404)
    await change('users-add', { name: 'later' })
    expect((await change('users-role', { name: 'later', role: 'editor' }, key)).status).toBe(200)
    expect(
      (await change('users-role', { name: 'later', role: 'editor' }, { 'idempotency-key': ' ' })).status,
    ).toBe(400)
  })
})

describe('whoever watches the server', () => {
  test('learns that it is alive and ready', async () => {
    for (const path of ['/healthz', '/readyz'])
      expect(await send(server.url, path)).toMatchObject({ status: 200, text: '{"status":"ok"}' })
  })

  test('reads counts by route, without anything anybody asked', async () => {
    await send(server.url, '/api/v1/rank?by=nonsense-nobody-counts')
    const { headers, text } = await send(server.url, '/metrics')
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(text).toMatch(
      /^permille_http_requests_total\{method="GET",route="\/api\/v1\/rank",status="404"\} [1-9]/m,
    )
    expect(text).toMatch(
      /^permille_http_request_duration_seconds_count\{method="GET",route="\/healthz"\} [1-9]/m,
    )
    expect(text).toContain('process_cpu_seconds_total')
    expect(text).not.toContain('nonsense')
  })
})

test('the contract can be read as a page that runs no script and loads nothing', async () => {
  const { headers, text } = await send(server.url, '/api/docs')
  expect(headers['content-type']).toMatch(/^text\/html/)
  expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
  expect(text).not.toMatch(/<(?:script|link|img|iframe|object)\b|src=|href="https?:|url\(|@import/)
  expect(text).toContain('id="creatives-merge"')
  expect(text.replaceAll('&quot;', '"')).toContain(
    '-d \'{"name":"Hook A","creatives":["Hook A","Hook A (9:16)"]}\'',
  )
})

test('a server that is stopped ends the answers that have begun, and takes no new ones', async () => {
  const own = commandProject()
  const stopped = await serveProject(own.folder.path)
  const { hostname, port } = new URL(stopped.url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('utf8').on('data', (part: string) => {
    answer += part
  })
  const body = 'Day,Impressions\n'.repeat(1000)
  socket.write(
    `PUT /api/v1/uploads?name=slow.csv HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: ${body.length}\r\n\r\n`,
  )
  socket.write(body.slice(0, 5000))
  await wait(300)
  const ended = stopped.stop('SIGTERM')
  await wait(500)
  await expect(send(stopped.url, '/healthz')).rejects.toThrow()
  socket.write(body.slice(5000))
  expect(await ended).toBe(0)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).toContain(`"bytes":${body.length}`)
  own.folder.remove()
})
