import { expect, test } from 'vitest'
import { paceOf } from './pace.ts'

test('somebody may ask so often at once, and again as time goes by; nobody else pays for it', () => {
  const ask = paceOf({ atOnce: 3, perSecond: 2 })
  for (let request = 0; request < 3; request += 1) ask('ada', 0)
  expect(() => ask('ada', 0)).toThrow('too many requests at once')
  ask('grace', 0)
  expect(() => ask('ada', 499)).toThrow()
  ask('ada', 500)
  expect(() => ask('ada', 500)).toThrow()
  for (let request = 0; request < 3; request += 1) ask('ada', 60_000)
  expect(() => ask('ada', 60_000), 'no more is saved up').toThrow()
})

test('who asks too often is told when to ask again', () => {
  const ask = paceOf({ atOnce: 1, perSecond: 0.1 })
  ask('ada', 0)
  expect(() => ask('ada', 1000)).toThrow(expect.objectContaining({ details: { retryAfter: 9 } }))
})
