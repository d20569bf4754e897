import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { changeProjectFile, readProjectFile } from './project-file.ts'

let folder = ''

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permille-file-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a folder without a file has the defaults', async () => {
  expect(await readProjectFile(folder)).toMatchObject({ timezone: 'UTC', event: 'install', rates: {} })
})

test('a change keeps comments and everything else', async () => {
  await writeFile(join(folder, 'permille.yaml'), '# ours\nname: Puzzle # studio\nrates:\n  EUR: 1.08\n')
  await changeProjectFile(folder, {
    currency: 'USD',
    'mappings.banners': { source: 'banners', columns: { impressions: 'Displays' } },
  })
  const text = await readFile(join(folder, 'permille.yaml'), 'utf8')
  expect(text).toContain('# ours')
  expect(text).toContain('name: Puzzle # studio')
  expect(await readProjectFile(folder)).toMatchObject({
    name: 'Puzzle',
    currency: 'USD',
    rates: { EUR: 1.08 },
    mappings: { banners: { columns: { impressions: 'Displays' } } },
  })
})

test.each([
  ['currency: dollars', /currency/],
  ['nmae: x', /nmae/],
  ['name: [', /YAML/],
  ['rates: {EUR: -1}', /rates\.EUR/],
])('%s is refused with the setting at fault', async (text, expected) => {
  await writeFile(join(folder, 'permille.yaml'), text)
  await expect(readProjectFile(folder)).rejects.toThrow(expected)
})
