import { describe, expect, it } from 'vitest'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { explainMissing } from '../row-details/explain-missing.ts'
import { formatRankCsv } from './rank-csv.ts'

const ROW: RankRow = {
  rank: 1,
  key: 'c1',
  name: '=cmd|calc',
  networks: ['Meta', 'TikTok'],
  impressions: 1000,
  clicks: null,
  spend: null,
  currency: null,
  conversions: 5,
  rate: 0.005,
  perMille: 5,
  interval: { low: 0.002, high: 0.011, level: 0.95 },
  exactInterval: null,
  dispersion: null,
  adjusted: 0.0056,
  shrunk: 0.0051,
  shrunkInterval: null,
  probabilityBest: 0.5,
  expectedLoss: null,
  overlap: 0.8,
  group: 2,
  benchmark: 0.004,
  target: null,
  decision: 'keep_testing',
  reasons: [{ code: 'volume', message: 'Few installs.' }],
  budgetFactor: 1,
  conversionsGained: { estimate: 1.1, low: -0.5, high: 3 },
  costChange: null,
  basis: 'mmp',
  trend: [],
  notComputed: { rate: 'No impressions are known.', spend: 'Not reported.' },
}

const ANSWER: RankAnswer = {
  question: {
    from: '2026-01-01',
    to: '2026-01-31',
    includesDateless: false,
    timezone: 'UTC',
    basis: {},
    filters: [],
    metric: 'ipm',
    event: 'install',
    by: 'creative',
    minImpressions: 0,
    order: 'evidence',
  },
  rows: [ROW],
  apart: [],
  totals: { impressions: 1000, conversions: 5, rate: 0.005, perMille: 5, rows: 1, hidden: 0 },
  benchmark: null,
  adjustment: { dimensions: [], mixDays: null, strata: [], groups: 1, misleading: [] },
  notes: [],
  sql: [],
  freshness: {
    dataVersion: '1',
    newestDay: null,
    newestCompleteDay: null,
    lastLoadAt: null,
    sample: true,
    sampleLabel: 'Sample',
  },
}

describe('the ranking as CSV', () => {
  it('says rates per thousand, leaves unknowns empty and disarms formulas', () => {
    const [header, line] = formatRankCsv(ANSWER, [ROW]).split('\r\n')
    const cells = new Map(header?.split(',').map((name, place) => [name, line?.split(',')[place]]))
    expect(cells.get('name')).toBe("'=cmd|calc")
    expect(cells.get('spend')).toBe('')
    expect(cells.get('interval_low')).toBe('2')
    expect(cells.get('adjusted_per_mille')).toBe('5.6')
    expect(cells.get('shrunk_per_mille')).toBe('5.1')
    expect(cells.get('benchmark_per_mille')).toBe('4')
    expect(cells.get('overlap')).toBe('0.8')
    expect(cells.get('group')).toBe('2')
    expect(cells.get('conversions_gained_low')).toBe('-0.5')
    expect(cells.get('cost_change')).toBe('')
    expect(cells.get('decision')).toBe('keep_testing')
    expect(cells.get('sample')).toBe('true')
  })
})

describe('a missing number', () => {
  it('is explained by the closest reason the answer gives', () => {
    expect(explainMissing(ROW, 'spend')).toBe('Not reported.')
    expect(explainMissing(ROW, 'interval')).toBe('No impressions are known.')
    expect(explainMissing(ROW, 'clicks')).toBe('The sources do not report this.')
  })
})
