import { describe, expect, it } from 'vitest'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { listQuestions } from './file-questions.ts'
import { listDoubles, listMeanings, startMapping, toMap } from './mapping.ts'

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

describe('what a file is asked', () => {
  function ask(code: string) {
    return listQuestions({ ...TABLE, status: 'needs_answer', refusal: { code, message: '', remedy: null } })
  }

  it('is what its refusal is about', () => {
    expect(ask('ambiguous_date_order')).toEqual(['dateOrder'])
    expect(ask('app_unknown')).toEqual(['app'])
    expect(ask('os_unknown')).toEqual(['os'])
    expect(ask('position')).toEqual(['dateOrder', 'app', 'os'])
    expect(listQuestions(TABLE)).toEqual([])
  })
})

describe('a mapping', () => {
  it('is sent as field to header, without what is left out', () => {
    expect(toMap({ Displays: 'impressions', Note: null, Datum: 'day' })).toEqual({
      impressions: 'Displays',
      day: 'Datum',
    })
  })

  it('starts from how the table is read, else from the guess', () => {
    const column = { field: null, reason: '', examples: [] }
    const table: ImportedFile = {
      ...TABLE,
      columns: [
        { ...column, header: 'Datum', field: 'day' },
        { ...column, header: 'Displays' },
        { ...column, header: 'Note' },
      ],
      guess: [{ field: 'impressions', header: 'Displays', reason: '' }],
    }
    expect(startMapping(table)).toEqual({ Datum: 'day', Displays: 'impressions', Note: null })
  })

  it('takes own events and tags as they are typed, and one column per meaning', () => {
    const names = listMeanings('event.level_10', 'tag.hook').map((option) => option.value)
    expect(names).toContain('event.level_10')
    expect(names).toContain('tag.hook')
    expect(listMeanings('nonsense', 'day').map((option) => option.value)).not.toContain('nonsense')
    expect(listDoubles({ a: 'day', b: 'day', c: null, d: null })).toEqual(['day'])
  })
})
