import { expect, test } from 'vitest'
import { sharedRead } from './shared-read.ts'

test('whoever asks during a read shares one that begins after it, and sees what changed meanwhile', async () => {
  let value = 0
  let reads = 0
  const ends: (() => void)[] = []
  const shared = sharedRead(async () => {
    reads += 1
    const found = value
    await new Promise<void>((resolve) => ends.push(resolve))
    return found
  })
  const first = shared.read()
  value = 1
  const later = [shared.read(), shared.read(), shared.read()]
  expect(reads).toBe(1)
  ends.shift()?.()
  expect(await first).toBe(0)
  await new Promise(setImmediate)
  expect(reads).toBe(2)
  value = 2
  const latest = shared.read()
  ends.shift()?.()
  expect(await Promise.all(later)).toEqual([1, 1, 1])
  await new Promise(setImmediate)
  ends.shift()?.()
  expect(await latest).toBe(2)
  expect(reads).toBe(3)
})

test('one that fails fails for those who share it, and the next is made anew', async () => {
  let reads = 0
  const shared = sharedRead(async () => {
    reads += 1
    if (reads < 3) throw new Error(`read ${reads}`)
    return reads
  })
  const asked = await Promise.allSettled([shared.read(), shared.read(), shared.read()])
  expect(asked.map((one) => (one.status === 'rejected' ? one.reason.message : one.value))).toEqual([
    'read 1',
    'read 2',
    'read 2',
  ])
  expect(await shared.read()).toBe(3)
})
