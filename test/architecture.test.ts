import { existsSync, globSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { renderArchitecture } from '../scripts/architecture.ts'
import { readImportGraph, roomOf } from './architecture/import-graph.ts'
import { plants, plantViolations } from './architecture/plant-violations.ts'
import { rooms } from './architecture/rooms.ts'
import { ruleSet } from './architecture/rules.ts'
import { repository } from './support/repository.ts'

const ruleNames = (ruleSet.forbidden ?? []).map((rule) => rule.name ?? '')
const roomsOnDisk = new Set(globSync('src/*/**/*.ts', { cwd: repository }).map(roomOf))

describe('the sources', () => {
  let graph: ICruiseResult

  beforeAll(async () => {
    graph = await readImportGraph(repository)
  })

  test('were really read: every room, and TypeScript understood', () => {
    const seen = graph.modules.map(({ source }) => source)
    expect(graph.summary.totalCruised).toBeGreaterThan(50)
    expect(new Set(seen.filter((path) => path.startsWith('src/')).map(roomOf))).toEqual(roomsOnDisk)
    expect(graph.modules.find(({ source }) => source === 'src/schema/row.ts')?.dependencies).not.toEqual([])
  })

  test('live in rooms that test/architecture/rooms.ts knows', () => {
    expect([...roomsOnDisk].filter((name) => name === null || rooms[name] === undefined)).toEqual([])
  })

  test('keep the import rules', () => {
    const offences = graph.summary.violations.map(({ rule, from, to, cycle }) => {
      const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' → ')
      const comment = ruleSet.forbidden?.find(({ name }) => name === rule.name)?.comment
      return `${from} → ${way}\n  ${rule.name}: ${comment}`
    })
    expect(offences.join('\n')).toBe('')
  })

  test('are what ARCHITECTURE.md shows; `npm run architecture` renews it', async () => {
    expect(readFileSync(join(repository, 'ARCHITECTURE.md'), 'utf8')).toBe(await renderArchitecture())
  })
})

describe('the import rules', () => {
  const planted = realpathSync(mkdtempSync(join(tmpdir(), 'permille-planted-')))

  afterAll(() => rmSync(planted, { recursive: true }))

  test.each(ruleNames)('%s has a planted offender', (name) => {
    expect(plants.map(({ rule }) => rule)).toContain(name)
  })

  test('catch every planted offender and nobody else', async () => {
    plantViolations(planted)
    const { summary } = await readImportGraph(planted)
    const found = summary.violations.map(({ rule, from }) => `${rule.name} ${from}`)
    const expected = plants.map(({ rule, file }) => `${rule} ${file}`)
    expect([...new Set(found)].sort()).toEqual([...new Set(expected)].sort())
  })
})

describe('package.json', () => {
  const manifest = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8'))
  const published: Readonly<Record<string, string>> = {
    '.': 'engine',
    './stats': 'stats',
    './metrics': 'metrics',
    './connectors': 'connectors',
  }

  test.each(Object.entries(published))('exports %s as soon as src/%s/index.ts exists', (path, room) => {
    const target = { types: `./dist/${room}/index.d.ts`, default: `./dist/${room}/index.js` }
    const exists = existsSync(join(repository, 'src', room, 'index.ts'))
    expect(manifest.exports?.[path]).toEqual(exists ? target : undefined)
  })
})
