import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseFieldTarget } from '#schema/field-target.ts'
import { CONNECTORS } from '../index.ts'
import { matchLayout } from './match-layout.ts'
import { normaliseHeader } from './normalise-header.ts'
import { readFixtures } from './read-fixtures.ts'
import { recognise } from './recognise.ts'
import { recogniseNetwork } from './recognise-network.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const LAYOUTS = CONNECTORS.flatMap((connector) =>
  connector.layouts.map((layout) => ({ connector, layout, name: `${connector.source}/${layout.id}` })),
)
const fixtures = readFixtures()

describe('CONNECTORS', () => {
  it('lists every folder with a connector, by name', () => {
    const folders = globSync(join(ROOT, 'src', 'connectors', '*', 'connector.ts')).map((path) =>
      basename(dirname(path)),
    )
    expect(
      CONNECTORS.map(({ source }) => source),
      'add the missing connector to src/connectors/index.ts, in alphabetical order',
    ).toEqual(folders.toSorted())
  })

  it('gives every layout of a source its own id', () => {
    const names = LAYOUTS.map(({ name }) => name)
    expect(names).toEqual([...new Set(names)])
  })

  it('gives no name to two networks', () => {
    for (const { kind, source, label, aliases } of CONNECTORS) {
      if (kind !== 'network') continue
      for (const name of [source, label, ...aliases]) expect(recogniseNetwork(name), name).toBe(source)
    }
  })

  it.each(CONNECTORS)('$source has a page that names its layouts and reports', ({ source, layouts, api }) => {
    const page = join(ROOT, 'docs', 'connectors', `${source}.md`)
    expect(existsSync(page), `write docs/connectors/${source}.md`).toBe(true)
    const text = readFileSync(page, 'utf8')
    for (const { id } of [...layouts, ...(api?.streams ?? [])])
      expect(text, `describe \`${id}\` in docs/connectors/${source}.md`).toContain(`\`${id}\``)
  })
})

describe.each(LAYOUTS)('layout $name', ({ connector, layout, name }) => {
  it('has a fixture', () => {
    const found = fixtures.some(({ source, layoutId }) => `${source}/${layoutId}` === name)
    expect(found, `add src/connectors/${connector.source}/fixtures/${layout.id}.csv`).toBe(true)
  })

  it('uses field names that mean something', () => {
    const built = (layout.patterns ?? []).map(({ field }) => field.replace('$1', 'sample'))
    for (const field of [
      ...layout.columns.map(({ field }) => field),
      ...layout.signature.required,
      ...built,
    ]) {
      expect(parseFieldTarget(field), field).not.toBeNull()
    }
  })

  it('knows its own signature headers', () => {
    const names = layout.signature.distinctive
    const match = matchLayout(layout, [...names, ...layout.columns.flatMap(({ headers }) => headers)])
    expect(match.missing).toEqual([])
    expect(
      match.unknown.map(({ header }) => header),
      'declare a signature header as a column or as ignored',
    ).toEqual([])
  })

  it('has no forbidden header among its own', () => {
    const own = new Set(
      layout.columns.flatMap(({ headers }) => headers.map((header) => normaliseHeader(header).key)),
    )
    const clash = (layout.signature.forbidden ?? []).filter((header) => own.has(normaliseHeader(header).key))
    expect(clash).toEqual([])
  })

  it('names its network as its connector does', () => {
    if (layout.constants?.network === undefined || connector.kind === 'mmp') return
    expect(recogniseNetwork(layout.constants.network)).toBe(connector.source)
  })
})

describe('a fixture with one column fewer', () => {
  it.each(fixtures)('of $source/$layoutId is never taken for another source', ({ source, headers, rows }) => {
    for (const gone of headers.keys()) {
      const keep = (_: string, index: number) => index !== gone
      const recognition = recognise(
        headers.filter(keep),
        rows.map((row) => row.filter(keep)),
      )
      if (recognition.kind === 'recognised') expect(recognition.best.connector.source).toBe(source)
    }
  })
})
