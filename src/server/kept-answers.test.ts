import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Env } from './env.ts'
import { keptAnswers } from './kept-answers.ts'

function appThat(answer: (time: number) => Promise<unknown>) {
  const kept = keptAnswers(() => {})
  const app = new Hono<Env>()
  let times = 0
  app.get('/:tag', (context) => {
    const tag = context.req.param('tag')
    return kept.send(context, { question: 'q', tag }, () => {
      times += 1
      return answer(times)
    })
  })
  app.onError(({ message }, context) => context.text(message, 500))
  return { ask: async (tag: string) => (await app.request(`/${tag}`)).text(), times: () => times }
}

test('an answer is made once for all who ask meanwhile and after, and anew under another tag', async () => {
  const { ask, times } = appThat(async (time) => ({ time }))
  expect(await Promise.all([ask('a'), ask('a'), ask('a')])).toEqual(Array(3).fill('{"time":1}'))
  expect(await ask('a')).toBe('{"time":1}')
  expect(await Promise.all([ask('b'), ask('a')])).toEqual(['{"time":2}', '{"time":1}'])
  expect(times()).toBe(2)
})

test('an answer that failed is asked for again', async () => {
  const { ask } = appThat(async (time) => {
    if (time === 1) throw new Error('no')
    return { time }
  })
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['no', 'no'])
  expect(await ask('a')).toBe('{"time":2}')
})
