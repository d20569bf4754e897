import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repository } from './support/repository.ts'

const readText = (path: string) => readFileSync(join(repository, path), 'utf8')
const scripts = readdirSync(join(repository, 'bench/statistics')).map((name) => `bench/statistics/${name}`)
const names = scripts.flatMap((path) =>
  [...readText(path).matchAll(/reportEvidence\(\{\s+name: '([^']+)'/g)].map(([, name]) => name ?? ''),
)
const page = readText('docs/statistics/evidence.md')

test('every simulation has a name that is its own', () => {
  expect(names.length).toBeGreaterThan(10)
  expect(names).toEqual([...new Set(names)])
})

test.each(names)('docs/statistics/evidence.md has a place for the figures of %s', (name) => {
  expect(page).toContain(`<!-- ${name} -->`)
})

test('every place on the page is some simulation’s', () => {
  const places = [...page.matchAll(/<!-- (?!end)(?:worst |holds )?([\w-]+) -->/g)].map(([, name]) => name)
  expect(places.filter((name) => !names.includes(name ?? ''))).toEqual([])
})

test('every simulation is part of npm run bench:statistics', () => {
  const listed = readText('bench/statistics.ts')
  const reporting = scripts.filter((path) => /await reportEvidence\(/.test(readText(path)))
  expect(reporting.filter((path) => !listed.includes(`'${path.split('/').at(-1)}'`))).toEqual([])
})
