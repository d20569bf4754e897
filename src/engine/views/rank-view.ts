import { RankAnswer, type RankRow } from '#schema/answer/rank-answer.ts'
import { targetReached } from '#schema/target-reached.ts'
import { rank } from '../operations/rank.ts'
import { defineView, money, perMille, type ReadColumn, tableOf, whyNot } from './view.ts'

const COLUMNS: readonly ReadColumn<RankRow>[] = [
  { name: 'rank', type: 'number', read: (row) => row.rank },
  { name: 'key', type: 'text', read: ({ key }) => key },
  { name: 'name', type: 'text', read: ({ name }) => name },
  { name: 'networks', type: 'text', read: ({ networks }) => networks.join(' ') },
  { name: 'impressions', type: 'number', read: ({ impressions }) => impressions },
  { name: 'clicks', type: 'number', read: ({ clicks }) => clicks },
  { name: 'spend', type: 'number', read: ({ spend }) => money(spend) },
  { name: 'currency', type: 'text', read: ({ currency }) => currency },
  { name: 'conversions', type: 'number', read: ({ conversions }) => conversions },
  { name: 'per_mille', type: 'number', read: (row) => row.perMille },
  { name: 'interval_low_per_mille', type: 'number', read: ({ interval }) => perMille(interval?.low) },
  { name: 'interval_high_per_mille', type: 'number', read: ({ interval }) => perMille(interval?.high) },
  { name: 'interval_level', type: 'number', read: ({ interval }) => interval?.level ?? null },
  { name: 'adjusted_per_mille', type: 'number', read: ({ adjusted }) => perMille(adjusted) },
  { name: 'shrunk_per_mille', type: 'number', read: ({ shrunk }) => perMille(shrunk) },
  { name: 'benchmark_per_mille', type: 'number', read: ({ benchmark }) => perMille(benchmark) },
  { name: 'overlap', type: 'number', read: ({ overlap }) => overlap },
  { name: 'group', type: 'number', read: ({ group }) => group },
  { name: 'probability_best', type: 'number', read: ({ probabilityBest }) => probabilityBest },
  { name: 'expected_loss', type: 'number', read: ({ expectedLoss }) => expectedLoss },
  { name: 'decision', type: 'text', read: ({ decision }) => decision },
  { name: 'reasons', type: 'text', read: ({ reasons }) => reasons.map(({ message }) => message).join('; ') },
  { name: 'budget_factor', type: 'number', read: ({ budgetFactor }) => budgetFactor },
  { name: 'target', type: 'text', read: ({ target }) => target?.description ?? null },
  { name: 'target_needs_per_mille', type: 'number', read: ({ target }) => target?.perMille ?? null },
  { name: 'target_reached', type: 'text', read: ({ target, interval }) => targetReached(target, interval) },
  { name: 'basis', type: 'text', read: ({ basis }) => basis },
  { name: 'not_computed', type: 'text', read: ({ notComputed }) => whyNot(notComputed) },
]

export const rankView = defineView(rank, RankAnswer, ({ rows }) => tableOf(COLUMNS, rows))
