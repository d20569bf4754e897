import { CompareAnswer, type ComparedObject, type PairComparison } from '#schema/answer/compare-answer.ts'
import { compare } from '../operations/compare.ts'
import { defineView, perMille, type ReadColumn, tableOf, whyNot } from './view.ts'

interface Pair {
  readonly pair: PairComparison
  readonly first: ComparedObject | undefined
  readonly second: ComparedObject | undefined
}

type Side = 'first' | 'second'

/** The figures of one of the two. */
function columnsOf(side: Side): readonly ReadColumn<Pair>[] {
  return [
    { name: `${side}_key`, type: 'text', read: ({ pair }) => pair[side] },
    { name: `${side}_name`, type: 'text', read: (row) => row[side]?.name ?? null },
    { name: `${side}_impressions`, type: 'number', read: (row) => row[side]?.impressions ?? null },
    { name: `${side}_conversions`, type: 'number', read: (row) => row[side]?.conversions ?? null },
    { name: `${side}_per_mille`, type: 'number', read: (row) => row[side]?.perMille ?? null },
    { name: `${side}_adjusted_per_mille`, type: 'number', read: (row) => perMille(row[side]?.adjusted) },
    { name: `${side}_probability_best`, type: 'number', read: (row) => row[side]?.probabilityBest ?? null },
  ]
}

const COLUMNS: readonly ReadColumn<Pair>[] = [
  ...columnsOf('first'),
  ...columnsOf('second'),
  { name: 'comparable', type: 'boolean', read: ({ pair }) => pair.comparable },
  { name: 'ratio', type: 'number', read: ({ pair }) => pair.ratio },
  { name: 'ratio_low', type: 'number', read: ({ pair }) => pair.interval?.low ?? null },
  { name: 'ratio_high', type: 'number', read: ({ pair }) => pair.interval?.high ?? null },
  { name: 'interval_level', type: 'number', read: ({ pair }) => pair.interval?.level ?? null },
  { name: 'probability_first_better', type: 'number', read: ({ pair }) => pair.probabilityBetter },
  { name: 'q_value', type: 'number', read: ({ pair }) => pair.qValue },
  { name: 'plain_ratio', type: 'number', read: ({ pair }) => pair.pooledRatio },
  { name: 'overlap', type: 'number', read: ({ pair }) => pair.overlap },
  { name: 'plain_rates_mislead', type: 'boolean', read: ({ pair }) => pair.simpson },
  {
    name: 'first_no_worse',
    type: 'boolean',
    read: ({ pair }) => pair.nonInferiority?.first.holds ?? null,
  },
  {
    name: 'second_no_worse',
    type: 'boolean',
    read: ({ pair }) => pair.nonInferiority?.second.holds ?? null,
  },
  { name: 'conversions_needed', type: 'number', read: ({ pair }) => pair.needed.conversions },
  { name: 'impressions_needed', type: 'number', read: ({ pair }) => pair.needed.impressions },
  { name: 'days_needed', type: 'number', read: ({ pair }) => pair.needed.days },
  {
    name: 'reasons',
    type: 'text',
    read: ({ pair }) => pair.reasons.map(({ message }) => message).join(' '),
  },
  { name: 'not_computed', type: 'text', read: ({ pair }) => whyNot(pair.notComputed) },
]

/** One row for each pair, with the figures of both. */
export const compareView = defineView(compare, CompareAnswer, ({ objects, comparisons }) => {
  const byKey = new Map(objects.map((object) => [object.key, object]))
  return tableOf(
    COLUMNS,
    comparisons.map((pair) => ({ pair, first: byKey.get(pair.first), second: byKey.get(pair.second) })),
  )
})
