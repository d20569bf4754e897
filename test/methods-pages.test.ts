import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as stats from '../src/stats/index.ts'
import { localLinks, tableColumn } from './docs/markdown.ts'
import { repository } from './support/repository.ts'

const FOLDER = 'docs/methods'

const read = (path: string) => readFileSync(join(repository, FOLDER, path), 'utf8')
const methodsIn = (folder: string) =>
  globSync(`${folder}/*.md`, { cwd: join(repository, FOLDER) })
    .map((path) => basename(path, '.md'))
    .filter((name) => name !== 'README')
const codeWords = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, word = '']) => word)

const methods = [...new Set([...methodsIn('.'), ...methodsIn('technical')])].sort()
const readme = read('README.md')

describe('docs/methods', () => {
  test.each(methods)('has a page for readers and a technical one for %s, linked both ways', (name) => {
    const page = read(`${name}.md`)
    const technical = read(`technical/${name}.md`)
    expect(localLinks(page)).toContain(`technical/${name}.md`)
    expect(localLinks(technical)).toContain(`../${name}.md`)
    for (const section of ['Example', 'When not to trust it']) expect(page).toContain(`\n## ${section}\n`)
    for (const section of [
      'Model',
      'Derivation',
      'Numerics',
      'Assumes',
      'Breaks',
      'Deviations',
      'Checked',
      'References',
    ])
      expect(technical).toContain(`\n## ${section}\n`)
  })

  test('lists every method with both of its pages', () => {
    const linked = (column: number) => tableColumn(readme, column).flatMap((cell) => localLinks(cell))
    expect(linked(0).sort()).toEqual(methods.map((name) => `${name}.md`).sort())
    expect(linked(2)).toEqual(linked(0).map((path) => `technical/${path}`))
  })

  test('names the functions of permille/stats on the technical page its list says', () => {
    const pages = tableColumn(readme, 2).flatMap((cell) => localLinks(cell))
    const missing = tableColumn(readme, 3).flatMap((cell, row) => {
      const page = pages[row] ?? ''
      const named = codeWords(read(page))
      return codeWords(cell).flatMap((name) => (named.includes(name) ? [] : [`${page}: ${name}`]))
    })
    expect(missing).toEqual([])
  })

  test('names every function permille/stats exports, and none it does not', () => {
    const exported = Object.entries(stats).flatMap(([name, value]) =>
      typeof value === 'function' ? [name] : [],
    )
    const listed = tableColumn(readme, 3).flatMap(codeWords)
    const helpers = codeWords(/^Helpers of [\s\S]*?\n\n/m.exec(readme)?.[0] ?? '').filter(
      (word) => word !== 'permille/stats',
    )
    expect([...new Set([...listed, ...helpers])].sort()).toEqual(exported.sort())
  })
})
