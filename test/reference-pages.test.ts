import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { renderReference } from '../scripts/reference.ts'
import { EXIT, exitCodeOf } from '../src/cli/exit-codes.ts'
import { OPERATIONS } from '../src/engine/index.ts'
import { ProjectConfig } from '../src/engine/project-file.ts'
import { COHORT_METRICS, EVENT_METRICS, METRICS } from '../src/metrics/index.ts'
import { ERROR_CODES } from '../src/schema/error.ts'
import { openapi } from '../src/server/openapi.ts'
import { tableColumn } from './docs/markdown.ts'
import { operationModules } from './docs/operation-modules.ts'
import { repository } from './support/repository.ts'

const read = (path: string) => readFileSync(join(repository, path), 'utf8')
/** The words in code marks that start the rows of a page's tables. */
const rowsOf = (path: string, column = 0) =>
  tableColumn(read(path), column).flatMap((cell) => /^`([^`]+)`$/.exec(cell)?.[1] ?? [])

describe('the generated reference', () => {
  const pages = [...renderReference()]

  test.each(pages)('%s is what the operations say; `npm run reference` renews it', (path, text) => {
    expect(read(path)).toBe(text)
  })

  test('has no page left over', () => {
    const written = globSync('docs/reference/operations/*.md', { cwd: repository })
    expect(written.filter((path) => !pages.some(([known]) => known === path))).toEqual([])
  })

  test('knows every operation file; add a missing one to src/engine/operations/index.ts', () => {
    expect(OPERATIONS.map(({ name }) => name).sort()).toEqual(operationModules().sort())
  })
})

describe('docs/metrics', () => {
  /** Of any cohort day: the page and its names say `dN`. */
  const ofCohorts = COHORT_METRICS.map((make) => make(7)).map(({ name, synonyms }) => ({
    name: name.replace(/7$/, 'N'),
    synonyms: synonyms.map((synonym) => synonym.replace(/7$/, 'N')),
  }))
  const metrics = [...METRICS, ...EVENT_METRICS.map((make) => make('install')), ...ofCohorts]

  test.each(metrics)('has a page for $name that gives its names and formula', ({ name, synonyms }) => {
    const text = read(`docs/metrics/${name.replaceAll('_', '-').toLowerCase()}.md`)
    for (const word of [name, ...synonyms]) expect(text).toContain(`\`${word}\``)
    for (const part of ['**Formula.**', '**Basis.**', '**Example.**', '**Traps.**'])
      expect(text).toContain(part)
  })

  test('lists every metric in its README', () => {
    const listed = [...read('docs/metrics/README.md').matchAll(/^\| \[`([a-zN_]+)`\]/gm)].map(
      ([, name]) => name,
    )
    expect(listed.sort()).toEqual(metrics.map(({ name }) => name).sort())
  })
})

describe('docs/reference/settings.md', () => {
  const Schema = z.looseObject({ type: z.string().optional() })

  /** Keys that hold no other key, as the page writes them: `metrics.NAME.label`. */
  function keys(schema: z.infer<typeof Schema>, path: readonly string[] = []): string[] {
    const properties = z.record(z.string(), Schema).safeParse(schema.properties)
    const entry = Schema.safeParse(schema.additionalProperties)
    const below = properties.success
      ? Object.entries(properties.data).flatMap(([name, part]) => keys(part, [...path, name]))
      : entry.success && entry.data.properties !== undefined
        ? keys(entry.data, [...path, 'NAME'])
        : []
    const listsNames = entry.success && path.length > 0
    return [...(below.length === 0 || listsNames ? [path.join('.')] : []), ...below].filter(
      (key) => !key.endsWith('.NAME'),
    )
  }

  test('names exactly the keys permille.yaml may have', () => {
    const schema = Schema.parse(z.toJSONSchema(ProjectConfig, { io: 'input' }))
    expect(rowsOf('docs/reference/settings.md').sort()).toEqual(keys(schema).sort())
  })

  test('shows an example that is accepted', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(read('docs/reference/settings.md')) ?? []
    expect(ProjectConfig.safeParse(parse(example)).error).toBeUndefined()
  })
})

describe('docs/reference/exit-codes.md', () => {
  const page = 'docs/reference/exit-codes.md'

  test('names every exit code', () => {
    const [codes, names] = [tableColumn(read(page), 0), rowsOf(page, 1)]
    const listed = names.map((name, index) => [name, Number(codes[index])])
    expect(Object.fromEntries(listed)).toEqual(EXIT)
  })

  test('gives every error its exit code', () => {
    const rows = [...read(page).matchAll(/^\| `([a-z_]+)` \| (\d) \|$/gm)]
    const listed = Object.fromEntries(rows.map(([, code, exit]) => [code, Number(exit)]))
    expect(listed).toEqual(Object.fromEntries(ERROR_CODES.map((code) => [code, exitCodeOf(code)])))
  })
})

describe('docs/reference/environment.md', () => {
  test('names every variable the sources read', () => {
    const files = globSync(['src/**/*.ts', 'bin/*', 'scripts/**/*.{ts,mjs}', 'test/**/*.ts'], {
      cwd: repository,
    })
    const found = files.flatMap((path) => [...read(path).matchAll(/process\.env\.([A-Z][A-Z_]+)/g)])
    const named = new Set(found.map(([, name = '']) => name).filter((name) => name !== 'PATH'))
    const scripts = [...read('package.json').matchAll(/\b(PERMILLE_[A-Z]+)=/g)].map(([, name = '']) => name)
    expect(rowsOf('docs/reference/environment.md').sort()).toEqual([...named.union(new Set(scripts))].sort())
  })
})

describe('docs/reference/http.md', () => {
  const page = 'docs/reference/http.md'

  test('names every route of the contract', () => {
    const { paths } = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(openapi())
    const own = OPERATIONS.map(({ name }) => `/api/v1/${name}`)
    const others = Object.keys(paths).filter((path) => !own.includes(path))
    expect(rowsOf(page)).toEqual(expect.arrayContaining(others))
  })

  test('gives every error its status', () => {
    const source = read('src/server/problem.ts')
    const statuses = [...source.matchAll(/^ {2}([a-z_]+): (\d{3}),$/gm)].map(([, code, status]) => [
      code,
      status,
    ])
    const listed = [...read(page).matchAll(/^\| `([a-z_]+)` \| (\d{3}) \|$/gm)].map(([, ...row]) => row)
    expect(statuses.map(([code]) => code).sort()).toEqual([...ERROR_CODES].sort())
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(statuses))
  })
})

describe('docs/notes.md', () => {
  /** Places a code is written: `code: 'x'`, `warn('x', …)`, and the refusals of an import. */
  const places = [
    /\bcode: '([a-z_]+)'/g,
    /\b(?:add|warn|addNote|info)\(\s*'([a-z_]+)'/g,
    /\bunread\(\s*\w+,\s*'[a-z_]+',\s*'([a-z_]+)'/g,
  ]
  /** Zod's own code, and an error's. */
  const others = ['custom', ...ERROR_CODES]

  test('has a row for every code in the sources, and for no other', () => {
    const folders =
      'src/{ingest,warehouse,models,metrics,analyses,engine,stats/ranking,stats/experiment}/**/*.ts'
    const sources = globSync(folders, { cwd: repository, exclude: ['**/*.test.ts'] })
    const codes = new Set(
      sources.flatMap((path) =>
        places.flatMap((place) => [...read(path).matchAll(place)].map(([, code = '']) => code)),
      ),
    )
    expect([...new Set(rowsOf('docs/notes.md'))].sort()).toEqual(
      [...codes].filter((code) => !others.includes(code)).sort(),
    )
  })
})
