import { expect, test } from 'vitest'
import { Turns } from './turns.ts'

test('work runs one after the other, whatever became of the work before', async () => {
  const turns = new Turns()
  const said: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = turns.take(async () => {
    said.push('first begins')
    await promise
    said.push('first ends')
    throw new Error('first fails')
  })
  const second = turns.take(async () => {
    said.push('second')
    return 2
  })
  await Promise.resolve()
  resolve()
  await expect(first).rejects.toThrow('first fails')
  expect(await second).toBe(2)
  expect(said).toEqual(['first begins', 'first ends', 'second'])
})

test('who gives up waiting holds up nobody, and lets nobody in early', async () => {
  const turns = new Turns()
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = turns.take(() => promise)
  const stop = new AbortController()
  let ran = false
  const second = turns.take(async () => {
    ran = true
  }, stop.signal)
  let third = false
  const last = turns.take(async () => {
    third = true
  })
  stop.abort(new Error('cancelled'))
  await expect(second).rejects.toThrow('cancelled')
  expect({ ran, third }).toEqual({ ran: false, third: false })
  resolve()
  await first
  await last
  expect({ ran, third }).toEqual({ ran: false, third: true })
})
