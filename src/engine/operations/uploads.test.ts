import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { forgetUpload, readUpload, saveUpload } from './uploads.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permille-uploads-'))
})
afterEach(() => rm(folder, { recursive: true }))

const save = (name: string) => saveUpload(folder, name, new Blob(['a']).stream(), 10)

test('an upload nobody imported within a day goes when the next one comes', async () => {
  const [old, young] = [await save('old.csv'), await save('young.csv')]
  const before = new Date(Date.now() - 25 * 3600 * 1000)
  for (const name of [old.upload, `${old.upload}.name`]) await utimes(join(folder, name), before, before)
  await save('next.csv')
  await expect(readUpload(folder, old.upload)).rejects.toMatchObject({ code: 'not_found' })
  expect(await readUpload(folder, young.upload)).toMatchObject({ name: 'young.csv' })
})

test('an upload larger than it may be is refused in a sentence, and nothing of it stays', async () => {
  const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(50_000)) })
  await expect(saveUpload(folder, '../big.csv', endless, 1_500_000)).rejects.toMatchObject({
    code: 'too_large',
    message: 'big.csv is larger than 1.5 MB',
    remedy: expect.stringContaining('permille import'),
  })
  expect(await readdir(folder)).toEqual([])
})

test('an upload can be given up; what is no upload stays', async () => {
  const { upload } = await save('a.csv')
  await forgetUpload(folder, '../x')
  expect(await readdir(folder)).toHaveLength(2)
  await forgetUpload(folder, upload)
  await forgetUpload(folder, upload)
  expect(await readdir(folder)).toEqual([])
})
