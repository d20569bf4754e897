import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Project } from '#engine/index.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { startPostbackReceiver } from '#server/postback-receiver.ts'
import { EXAMPLES } from '../support/apple-examples.ts'
import { findOperation } from '../support/open-project.ts'
import { storeSetting } from '../support/store-setting.ts'
import { temporaryProject } from '../support/temporary-project.ts'

const SKAN = '/.well-known/skadnetwork/report-attribution/'
const AAK = '/.well-known/appattribution/report-attribution/'
const APP = '525463029'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function opened() {
  const folder = temporaryProject()
  closing.push(() => folder.remove())
  folder.write('permille.yaml', ['name: postbacks', storeSetting()].filter(Boolean).join('\n'))
  const project = await Project.open(folder.path)
  closing.unshift(() => project.close())
  return project
}

async function receiving(project: Project, apps: readonly string[] = []) {
  const receiver = await startPostbackReceiver(project, { host: '127.0.0.1', port: 0, apps: new Set(apps) })
  const ask = async (path: string, init?: RequestInit) => {
    const answer = await fetch(`http://127.0.0.1:${receiver.port}${path}`, init)
    return { status: answer.status, body: await answer.json() }
  }
  const post = (path: string, body: unknown) =>
    ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  return { receiver, ask, post }
}

async function counted(project: Project, by: string): Promise<unknown[]> {
  const metrics = 'event.skan_install,event.skan_redownload,event.skan_lost,event.skan_postback,installs'
  const answer = await findOperation('query').run(project, { metrics, by }, { localFiles: true })
  return QueryAnswer.parse(answer).rows.map((row) => [
    row[by],
    ...metrics.split(',').map((metric) => row[metric]),
  ])
}

test('postbacks are verified, kept once, and stored as counts of their own', async () => {
  const project = await opened()
  const { receiver, post } = await receiving(project)
  const fine = EXAMPLES['version 4.0, fine value']
  expect(await post(SKAN, fine)).toEqual({ status: 200, body: { kept: true } })
  expect(await post(SKAN, { ...fine, 'conversion-value': 1 })).toEqual({ status: 200, body: { kept: false } })
  expect((await post(SKAN.slice(0, -1), EXAMPLES['version 4.0, coarse value'])).status).toBe(200)
  expect((await post(SKAN, EXAMPLES['version 3.0, won'])).status).toBe(200)
  expect((await post(SKAN, EXAMPLES['version 3.0, lost'])).status).toBe(200)
  expect((await post(AAK, EXAMPLES.AdAttributionKit)).status).toBe(200)
  expect(await post(SKAN, { ...fine, 'app-id': 1 })).toEqual({
    status: 400,
    body: { error: 'the signature is not Apple’s' },
  })
  await receiver.stop()
  // Downloads of the two 4.0 examples; the 3.0 ones are a download again, and one that lost; AdAttributionKit’s is a try-out.
  expect((await counted(project, 'tag.conversion_value')).toSorted()).toEqual([
    [null, 0, 0, 1, 0, null],
    ['20', 0, 1, 0, 1, null],
    ['63', 1, 0, 0, 1, null],
    ['high', 1, 0, 0, 1, null],
  ])
  expect(await counted(project, 'app')).toEqual([[APP, 2, 1, 1, 3, null]])
})

test('a postback that comes later on the same day is added, and nothing is stored twice', async () => {
  const project = await opened()
  const first = await receiving(project)
  await first.post(SKAN, EXAMPLES['version 4.0, fine value'])
  await first.receiver.stop()
  expect(await project.postbacks.store()).toBe(0)
  const second = await receiving(project)
  await second.post(SKAN, EXAMPLES['version 4.0, fine value'])
  await second.post(SKAN, EXAMPLES['version 4.0, coarse value'])
  await second.receiver.stop()
  expect(await counted(project, 'app')).toEqual([[APP, 2, 0, 0, 2, null]])
})

test('installs of a network stay what they were', async () => {
  const project = await opened()
  const file = join(import.meta.dirname, '../../src/connectors/unity-ads/fixtures/acquisitions.csv')
  await findOperation('import').run(project, { files: [file], yes: true }, { localFiles: true })
  const installs = async () => {
    const answer = await findOperation('query').run(
      project,
      { metrics: 'installs,spend' },
      { localFiles: true },
    )
    return QueryAnswer.parse(answer).rows
  }
  const before = await installs()
  expect(before[0]?.installs).toBeGreaterThan(0)
  const { receiver, post } = await receiving(project)
  await post(SKAN, EXAMPLES['version 4.0, fine value'])
  await receiver.stop()
  expect(await installs()).toEqual(before)
})

test('a sender whose postbacks are refused has to wait, others need not', async () => {
  const project = await opened()
  const { receiver, ask } = await receiving(project)
  const send = (body: unknown, sender: string) =>
    ask(SKAN, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'x-forwarded-for': `6.6.6.6, ${sender}` },
    })
  for (let tries = 0; tries < 30; tries++) expect((await send({}, '203.0.113.7')).status).toBe(400)
  const fine = EXAMPLES['version 4.0, fine value']
  expect((await send(fine, '203.0.113.7')).status).toBe(429)
  expect((await send(fine, '203.0.113.8')).status).toBe(200)
  await receiver.stop()
})

test('nothing else answers there', async () => {
  const project = await opened()
  const { receiver, ask, post } = await receiving(project, ['1'])
  for (const path of ['/', '/api/v1/query', '/index.html']) expect((await ask(path)).status).toBe(404)
  expect((await ask(SKAN)).status).toBe(404)
  expect((await post(SKAN, 'x'.repeat(20_000)).catch(() => ({ status: 413 }))).status).toBe(413)
  expect((await post(SKAN, '{"version":')).status).toBe(400)
  expect(await post(SKAN, EXAMPLES['version 4.0, fine value'])).toEqual({
    status: 404,
    body: { error: `app ${APP} is not received here` },
  })
  await receiver.stop()
  expect(await project.postbacks.store()).toBe(0)
})
