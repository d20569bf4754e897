import { describe, expect, it } from 'vitest'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { canStore, type ImportItem, reduceImports } from './import-state.ts'

const TABLE: ImportedFile = {
  file: 'a.csv',
  status: 'preview',
  refusal: null,
  source: null,
  sourceLabel: null,
  layout: null,
  load: null,
  columns: [],
  rows: { read: 0, stored: 0, quarantined: 0, totals: 0, blank: 0 },
  dates: { from: null, to: null, order: null },
  zone: { value: null, from: '' },
  currency: { value: null, from: '' },
  scope: null,
  observed: null,
  totals: {},
  checksum: null,
  replaces: null,
  guess: [],
  problems: [],
  notes: [],
}

function makeItem(change: Partial<ImportItem>): ImportItem {
  return {
    id: '1',
    file: new File([], 'a.csv'),
    phase: 'ready',
    upload: 'u',
    job: null,
    options: {},
    report: { files: [TABLE], notes: [] },
    problem: null,
    ...change,
  }
}

describe('files on their way in', () => {
  it('can be stored only as previewed', () => {
    expect(canStore(makeItem({}))).toBe(true)
    expect(canStore(makeItem({ phase: 'reading' }))).toBe(false)
    expect(
      canStore(makeItem({ report: { files: [{ ...TABLE, status: 'needs_mapping' }], notes: [] } })),
    ).toBe(false)
  })

  it('make room for the next drop once stored', () => {
    const next = reduceImports([makeItem({ phase: 'stored' }), makeItem({ id: '2' })], {
      type: 'added',
      items: [makeItem({ id: '3' })],
    })
    expect(next.map((item) => item.id)).toEqual(['2', '3'])
  })
})
