import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { type CsvCell, formatCsv } from '#schema/csv.ts'

function perMille(rate: number | null | undefined): number | null {
  return rate === null || rate === undefined ? null : Number((rate * 1000).toPrecision(12))
}

const COLUMNS: readonly (readonly [string, (row: RankRow) => CsvCell])[] = [
  ['rank', (row) => row.rank],
  ['name', (row) => row.name],
  ['key', (row) => row.key],
  ['networks', (row) => row.networks.join('; ')],
  ['impressions', (row) => row.impressions],
  ['clicks', (row) => row.clicks],
  ['spend', (row) => row.spend],
  ['currency', (row) => row.currency],
  ['conversions', (row) => row.conversions],
  ['per_mille', (row) => row.perMille],
  ['interval_low', (row) => perMille(row.interval?.low)],
  ['interval_high', (row) => perMille(row.interval?.high)],
  ['interval_level', (row) => row.interval?.level ?? null],
  ['adjusted_per_mille', (row) => perMille(row.adjusted)],
  ['shrunk_per_mille', (row) => perMille(row.shrunk)],
  ['benchmark_per_mille', (row) => perMille(row.benchmark)],
  ['overlap', (row) => row.overlap],
  ['group', (row) => row.group],
  ['probability_best', (row) => row.probabilityBest],
  ['decision', (row) => row.decision],
  ['reasons', (row) => row.reasons.map((reason) => reason.message).join(' ')],
  ['budget_factor', (row) => row.budgetFactor],
  ['conversions_gained', (row) => row.conversionsGained?.estimate ?? null],
  ['conversions_gained_low', (row) => row.conversionsGained?.low ?? null],
  ['conversions_gained_high', (row) => row.conversionsGained?.high ?? null],
  ['cost_change', (row) => row.costChange?.estimate ?? null],
  ['cost_change_low', (row) => row.costChange?.low ?? null],
  ['cost_change_high', (row) => row.costChange?.high ?? null],
  ['basis', (row) => row.basis],
  [
    'not_computed',
    (row) =>
      Object.entries(row.notComputed)
        .map(([field, why]) => `${field}: ${why}`)
        .join('; '),
  ],
]

/** The rows as shown, in the order given, rates per thousand impressions. */
export function formatRankCsv(answer: RankAnswer, rows: readonly RankRow[]): string {
  const { event, from, to, timezone } = answer.question
  const asked: [string, CsvCell][] = [
    ['event', event],
    ['from', from],
    ['to', to],
    ['timezone', timezone],
    ['sample', answer.freshness.sample],
  ]
  return formatCsv(
    [...COLUMNS.map(([name]) => name), ...asked.map(([name]) => name)],
    rows.map((row) => [...COLUMNS.map(([, read]) => read(row)), ...asked.map(([, value]) => value)]),
  )
}
