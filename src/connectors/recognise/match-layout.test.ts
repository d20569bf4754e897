import { describe, expect, it } from 'vitest'
import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { matchLayout } from './match-layout.ts'

const LAYOUT: ExportLayout = {
  id: 'sample',
  label: 'Sample',
  grain: 'aggregate',
  signature: { required: ['spend', 'installs'], distinctive: ['Spend'] },
  columns: [
    { field: 'spend', headers: ['Spend'], unit: 'micros' },
    { field: 'clicks', headers: ['Link clicks', 'Clicks (all)'] },
    { field: 'installs', headers: ['Mobile app installs', 'App installs'] },
    { field: 'installs', headers: ['Results'], onlyWhen: { header: 'Indicator', matches: /install/ } },
    { field: 'event.lead', headers: ['Results'], onlyWhen: { header: 'Indicator', matches: /lead/ } },
    { field: 'installs', headers: ['Network installs'], basis: 'network' },
  ],
  patterns: [{ pattern: /^(.+) \(Unique users\)$/, field: 'unique.$1' }],
  basis: 'mmp',
  attribution: 'all',
  dateBasis: 'install',
  identifiers: ['Device ID'],
  ignored: ['CTR', /^cost per /],
}

function fieldsOf(...headers: string[]) {
  return matchLayout(LAYOUT, headers).columns.map(({ header, field }) => [header, field])
}

describe('matchLayout', () => {
  it('gives index, canonical field, unit, basis and currency', () => {
    expect(matchLayout(LAYOUT, ['App installs', 'Spend (EUR)']).columns).toEqual([
      {
        index: 0,
        header: 'App installs',
        field: 'event.install',
        unit: 'plain',
        basis: 'mmp',
        dateBasis: null,
        currency: null,
        onlyWhen: null,
      },
      {
        index: 1,
        header: 'Spend (EUR)',
        field: 'spend',
        unit: 'micros',
        basis: 'mmp',
        dateBasis: null,
        currency: 'EUR',
        onlyWhen: null,
      },
    ])
  })

  it('takes the first alias and ignores further names of the same field', () => {
    const match = matchLayout(LAYOUT, ['Clicks (all)', 'App installs', 'Link clicks', 'Mobile app installs'])
    expect(match.columns.map(({ header }) => header)).toEqual(['Link clicks', 'Mobile app installs'])
    expect(match.ignored.map(({ header }) => header)).toEqual(['Clicks (all)', 'App installs'])
    expect(match.unknown).toEqual([])
  })

  it('counts results only under an indicator, and one column under several', () => {
    expect(fieldsOf('Results')).toEqual([])
    expect(matchLayout(LAYOUT, ['Results', 'Indicator']).columns).toMatchObject([
      { index: 0, field: 'event.install', onlyWhen: { index: 1, matches: /install/ } },
      { index: 0, field: 'event.lead', onlyWhen: { index: 1, matches: /lead/ } },
    ])
    expect(fieldsOf('App installs', 'Results', 'Indicator')).toEqual([
      ['App installs', 'event.install'],
      ['Results', 'event.lead'],
    ])
  })

  it('keeps the same field of another basis beside it', () => {
    expect(matchLayout(LAYOUT, ['App installs', 'Network installs']).columns).toMatchObject([
      { field: 'event.install', basis: 'mmp' },
      { field: 'event.install', basis: 'network' },
    ])
  })

  it('names pattern columns in lower case without spaces', () => {
    expect(fieldsOf('Level 5 Done (Unique users)')).toEqual([
      ['Level 5 Done (Unique users)', 'unique.level_5_done'],
    ])
  })

  it('sorts the rest into ignored, identifiers and unknown, and says what is missing', () => {
    const match = matchLayout(LAYOUT, ['Spend', 'CTR', 'Cost per lead', 'Device ID', 'Mystery', '', 'Spend'])
    expect(match.ignored.map(({ index }) => index)).toEqual([1, 2, 3, 6])
    expect(match.identifiers).toEqual([{ index: 3, header: 'Device ID' }])
    expect(match.unknown).toEqual([{ index: 4, header: 'Mystery' }])
    expect(match.missing).toEqual(['installs'])
  })

  it('names one currency only when the headers agree', () => {
    expect(matchLayout(LAYOUT, ['Spend (EUR)']).currency).toBe('EUR')
    expect(matchLayout(LAYOUT, ['Spend']).currency).toBeNull()
  })
})
