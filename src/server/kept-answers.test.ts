import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Env } from './env.ts'
import { keptAnswers } from './kept-answers.ts'

function appThat(answer: (time: number) => Promise<unknown>, isOfTag = async () => true) {
  const kept = keptAnswers(() => {})
  const app = new Hono<Env>()
  let times = 0
  app.get('/:tag', (context) => {
    const tag = context.req.param('tag')
    context.header('etag', tag)
    return kept.send(context, { question: 'q', tag, isOfTag }, () => {
      times += 1
      return answer(times)
    })
  })
  app.onError(({ message }, context) => context.text(message, 500))
  return { app, kept, ask: async (tag: string) => (await app.request(`/${tag}`)).text(), times: () => times }
}

test('an answer is made once for all who ask meanwhile and after, and anew under another tag', async () => {
  const { ask, times } = appThat(async (time) => ({ time }))
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(Array(3).fill('{"time":1}'))
  expect(await ask('a')).toBe('{"time":1}')
  expect(await Promise.all([ask('b'), ask('a')])).toEqual(['{"time":2}', '{"time":1}'])
  expect(times()).toBe(2)
})

test('an answer of other rows than its tag stands for is not kept, and has no tag', async () => {
  let isOfTag = false
  const { app } = appThat(
    async (time) => ({ time }),
    async () => isOfTag,
  )
  const tags = async () => {
    const response = await app.request('/a')
    return [response.headers.get('etag'), await response.text()]
  }
  expect(await tags()).toEqual([null, '{"time":1}'])
  expect(await tags()).toEqual([null, '{"time":2}'])
  isOfTag = true
  expect(await tags()).toEqual(['a', '{"time":3}'])
  expect(await tags()).toEqual(['a', '{"time":3}'])
})

test('an answer that failed is asked for again', async () => {
  const { ask } = appThat(async (time) => {
    if (time === 1) throw new Error('no')
    return { time }
  })
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['no', 'no'])
  expect(await ask('a')).toBe('{"time":2}')
})

test('what was asked is made anew before anybody asks under another tag, what fails included', async () => {
  const { ask, kept, times } = appThat(async (time) => {
    if (time === 2) throw new Error('no')
    return { time }
  })
  await ask('a')
  await kept.renew('b')
  expect(times()).toBe(2)
  expect(await ask('b')).toBe('{"time":3}')
  await kept.renew('c')
  expect(await Promise.all([ask('c'), ask('b')])).toEqual(['{"time":4}', '{"time":3}'])
  expect(times()).toBe(4)
})

const LONG = { rows: Array.from({ length: 1000 }, (_, row) => ({ row, name: 'a creative <b> & "c"' })) }

test.each(['gzip, deflate, br', 'br, GZIP;q=0.5'])(
  'a long answer is sent compressed to who accepts %s',
  async (accepted) => {
    const { app } = appThat(async () => LONG)
    const first = await app.request('/a', { headers: { 'accept-encoding': accepted } })
    const again = await app.request('/a', { headers: { 'accept-encoding': accepted } })
    for (const response of [first, again]) {
      expect(response.headers.get('content-encoding')).toBe('gzip')
      expect(response.headers.get('vary')).toContain('Accept-Encoding')
      expect(JSON.parse(gunzipSync(await response.arrayBuffer()).toString())).toEqual(LONG)
    }
  },
)

test.each(['', 'identity', 'br, gzip;q=0', 'gzip;q=0.0, deflate'])(
  'and as it is to who accepts %j',
  async (accepted) => {
    const { app } = appThat(async () => LONG)
    const response = await app.request('/a', { headers: { 'accept-encoding': accepted } })
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(await response.json()).toEqual(LONG)
  },
)
