import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CommandProject } from '../support/command-project.ts'
import { type OpenServer, type Sender, serveToOthers } from '../support/open-server.ts'
import { BANNER_MAP, BANNERS, bannerProject } from './banner-file.ts'

const EVIL = `"<script>alert(1)</script><img src=x onerror=alert(2)>"`

let project: CommandProject
let server: OpenServer
let admin: Sender

beforeAll(async () => {
  project = await bannerProject({ table: BANNERS.replaceAll('Bird', EVIL) })
  server = await serveToOthers(project.folder.path)
  admin = await server.accept(server.code, 'four words of a studio')
})
afterAll(async () => {
  await server.served.stop()
  project.folder.remove()
})

async function change(operation: string, input: unknown, sender: Sender = admin) {
  const { status, text } = await server.post(`/api/v1/${operation}`, input, sender)
  expect(status, text).toBe(200)
  return JSON.parse(text)
}
async function share(name: string, input: object = {}, sender: Sender = admin) {
  const { link, share: made } = await change('share-create', { name, ...input }, sender)
  return { id: String(made.id), path: new URL(link).pathname, link: String(link) }
}
const open = (path: string, headers: Record<string, string> = {}) => server.send(path, { headers })
const audit = async () =>
  JSON.parse((await server.send('/api/v1/audit?limit=5', {}, admin)).text).entries.map(
    ({ who, what, outcome }: Record<string, string>) => `${who} ${what} ${outcome}`,
  )

describe('files over HTTP', () => {
  test('come as downloads under their names, as JSON where that is asked for', async () => {
    const csv = await server.send('/api/v1/export?by=network', {}, admin)
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(csv.headers['content-disposition']).toBe(
      'attachment; filename="permille-rank-2026-03-01-2026-03-02.csv"',
    )
    expect(csv.headers.vary).toContain('Accept')
    const json = await server.send(
      '/api/v1/export?by=network',
      { headers: { accept: 'application/json' } },
      admin,
    )
    expect(JSON.parse(json.text)).toMatchObject({ encoding: 'text', content: csv.text })
    const parquet = await server.post('/api/v1/export', { format: 'parquet' }, admin, { accept: '*/*' })
    expect(parquet.headers['content-type']).toBe('application/vnd.apache.parquet')
    expect(parquet.text.startsWith('PAR1')).toBe(true)
    const html = await server.send('/api/v1/report', {}, admin)
    expect(html.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(html.headers['content-disposition']).toContain('permille-rank-2026-03-01-2026-03-02.html')
    expect((await server.send('/api/v1/report')).status).toBe(401)
  })
})

describe('a table as it is shown', () => {
  const table = {
    name: 'sites',
    columns: ['site', 'ipm'],
    rows: [
      ['=1+1', 6.92],
      [EVIL, null],
    ],
  }

  test('comes as a file of each kind, formulas as text and numbers as numbers', async () => {
    const csv = await server.post('/api/v1/table-file', { ...table, format: 'csv' }, admin)
    expect(csv.headers['content-disposition']).toBe('attachment; filename="sites.csv"')
    expect(csv.text.split('\r\n').slice(0, 2)).toEqual(['site,ipm', "'=1+1,6.92"])
    const parquet = await server.post('/api/v1/table-file', { ...table, format: 'parquet' }, admin)
    expect(parquet.text.startsWith('PAR1')).toBe(true)
    const xlsx = await server.post('/api/v1/table-file', { ...table, format: 'xlsx' }, admin)
    expect([xlsx.status, xlsx.text.slice(0, 2)]).toEqual([200, 'PK'])
  })

  test('is refused where it is no table, comes from a page elsewhere, or from nobody', async () => {
    const ragged = { ...table, format: 'xlsx', rows: [['a']] }
    expect((await server.post('/api/v1/table-file', ragged, admin)).status).toBe(400)
    const { csrf: _, ...cookieAlone } = admin
    expect((await server.post('/api/v1/table-file', { ...table, format: 'csv' }, cookieAlone)).status).toBe(
      403,
    )
    expect((await server.post('/api/v1/table-file', { ...table, format: 'csv' })).status).toBe(401)
  })
})

describe('a link to a report', () => {
  test('shows its report to whoever has it, and nothing else', async () => {
    const { path, link } = await share('weekly', { by: 'creative', title: 'For the agency' })
    expect(link).toMatch(/^https:\/\/permille\.test\/share\//)
    const opened = await open(path, { 'sec-fetch-mode': 'navigate', 'sec-fetch-site': 'cross-site' })
    expect(opened.status).toBe(200)
    expect(opened.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    expect(opened.headers['content-security-policy']).toContain("default-src 'none'; style-src 'sha256-")
    expect(opened.headers['content-disposition']).toBeUndefined()
    for (const word of ['For the agency', 'Cat', 'Dog', '2026-03-02']) expect(opened.text).toContain(word)
    expect(
      (await server.send('/api/v1/rank', { headers: { authorization: `Bearer ${path.slice(7)}` } })).status,
    ).toBe(401)
    const other = await open(`${path}?by=network`)
    expect(other.text).toBe(opened.text)
    expect(await audit()).toContain('link weekly open share done')
  })

  test('runs nothing that a name holds', async () => {
    const { path } = await share('evil')
    const { text } = await open(path)
    expect(text).toContain('&lt;script&gt;alert(1)')
    expect(text).not.toMatch(/<script|<img/)
  })

  test('answers afresh', async () => {
    const { path } = await share('fresh', { of: 'query', metrics: 'installs' })
    expect((await open(path)).text).toMatch(/>2\s010</)
    const upload = await server.send(
      '/api/v1/uploads?name=april.csv',
      { method: 'PUT', body: BANNERS.replaceAll('2026-03', '2026-04') },
      admin,
    )
    await change('import', { uploads: [JSON.parse(upload.text).upload], map: BANNER_MAP, yes: true })
    expect((await open(path)).text).toMatch(/>4\s020</)
  })

  test('is kept as a hash, listed, counted and revoked', async () => {
    const { id, path } = await share('gone')
    await open(path)
    const listed = (await server.send('/api/v1/share-list', {}, admin)).text
    expect(listed).not.toContain(path.slice(7))
    const found = () => JSON.parse(listed).links.find((one: { id: string }) => one.id === id)
    expect(found()).toMatchObject({
      name: 'gone',
      state: 'valid',
      opened: 1,
      user: 'admin',
      input: { of: 'rank' },
    })
    expect(await change('share-revoke', { id })).toMatchObject({ share: { state: 'revoked' } })
    const ended = await open(path)
    expect(ended.status).toBe(404)
    expect(ended.text).toContain('This link has ended')
    expect(JSON.stringify(await audit())).not.toContain(path.slice(7))
  })

  test('ends when its time is over, and when whoever made it is removed', async () => {
    const { id, path } = await share('short', { expires: '1h' })
    expect((await open(path)).status).toBe(200)
    server.state(`UPDATE share_link SET expires_at = 1 WHERE id = '${id}'`)
    expect((await open(path)).status).toBe(404)
    const { code } = await change('users-add', { name: 'eve', role: 'editor' })
    const eve = await server.accept(code, 'four words of eve')
    const own = await share('eve', {}, eve)
    expect((await open(own.path)).status).toBe(200)
    await change('users-disable', { name: 'eve' })
    expect((await open(own.path)).status).toBe(404)
    await change('users-enable', { name: 'eve' })
    expect((await open(own.path)).status).toBe(200)
    await change('users-remove', { name: 'eve' })
    expect((await open(own.path)).status).toBe(404)
    expect((await open('/share/none')).status).toBe(404)
  })

  test('is not made for a question that is wrong, nor by a viewer', async () => {
    const wrong = await server.post('/api/v1/share-create', { name: 'x', by: 'nothing' }, admin)
    expect(wrong.status).toBeGreaterThanOrEqual(400)
    expect(wrong.status).toBeLessThan(500)
    const { code } = await change('users-add', { name: 'vera', role: 'viewer' })
    const vera = await server.accept(code, 'four words of vera')
    expect((await server.post('/api/v1/share-create', { name: 'x' }, vera)).status).toBe(403)
  })
})
