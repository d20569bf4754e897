import { useMemo } from 'react'
import type { CompareAnswer, PairComparison } from '#schema/answer/compare-answer.ts'
import { formatCount, formatProbability, formatRatio, formatShare } from '../../format/number.ts'
import { nameEvents, toSentence } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Letter, letterOf } from '../objects/letter.tsx'
import classes from '../objects/object-picker.module.css'
import { describeHeterogeneity, describeNoWorse, describePlaces } from './describe-pair.ts'
import { formatNeeded } from './format-needed.ts'

const reasonsColumn: Column<PairComparison> = {
  name: 'reasons',
  below: true,
  label: 'What it means',
  value: ({ reasons }) => reasons.map(({ message }) => message).join(' '),
  cell: ({ reasons }) => (
    <div className={classes.pair}>
      {reasons.map(({ code, message }) => (
        <span key={code}>{toSentence(message)}</span>
      ))}
    </div>
  ),
}

/** Every pair: how many times better, how sure in both orders, and what is still lacking. */
export function ComparedPairs({ answer }: { answer: CompareAnswer }) {
  const { event, margin } = answer.question
  const columns = useMemo<Column<PairComparison>[]>(() => {
    const place = (key: string) => answer.objects.findIndex((object) => object.key === key)
    const name = (key: string) => answer.objects[place(key)]?.name ?? key
    return [
      {
        name: 'pair',
        label: 'Pair',
        value: (row) => `${name(row.first)} / ${name(row.second)}`,
        cell: (row) => (
          <span title={`${name(row.first)} against ${name(row.second)}`}>
            <Letter place={place(row.first)} /> against <Letter place={place(row.second)} />
          </span>
        ),
      },
      {
        name: 'ratio',
        label: 'Ratio, like with like',
        numeric: true,
        value: (row) => row.ratio,
        cell: (row) => <Measure value={row.ratio} format={formatRatio} reason={row.notComputed.ratio} />,
      },
      {
        name: 'interval',
        label: 'Interval (95%)',
        numeric: true,
        value: (row) => row.interval && `${row.interval.low} – ${row.interval.high ?? 'open'}`,
        cell: (row) =>
          row.interval === null ? (
            <Measure value={null} format={formatRatio} reason={row.notComputed.interval} />
          ) : (
            `${formatRatio(row.interval.low)} – ${row.interval.high === null ? 'open' : formatRatio(row.interval.high)}`
          ),
      },
      {
        name: 'probability_first_better',
        label: 'P(better), both orders',
        numeric: true,
        value: (row) => row.probabilityBetter,
        cell: (row) =>
          row.probabilityBetter === null ? (
            <Measure value={null} format={formatProbability} reason={row.notComputed.probabilityBetter} />
          ) : (
            `${letterOf(place(row.first))} ${formatProbability(row.probabilityBetter)} · ${letterOf(place(row.second))} ${formatProbability(1 - row.probabilityBetter)}`
          ),
      },
      {
        name: 'pooled_ratio',
        label: 'Plain ratio',
        numeric: true,
        value: (row) => row.pooledRatio,
        cell: (row) => (
          <Measure value={row.pooledRatio} format={formatRatio} reason={row.notComputed.pooledRatio} />
        ),
      },
      {
        name: 'overlap',
        label: 'Overlap',
        numeric: true,
        value: (row) => row.overlap,
        cell: (row) => formatShare(row.overlap),
      },
      {
        name: 'heterogeneity',
        label: 'Places differ',
        numeric: true,
        value: (row) => row.heterogeneity?.pValue ?? null,
        cell: (row) =>
          row.heterogeneity === null ? (
            <Measure value={null} format={formatRatio} reason={row.notComputed.heterogeneity} />
          ) : (
            <span title={describePlaces(row.heterogeneity)}>{describeHeterogeneity(row.heterogeneity)}</span>
          ),
      },
      {
        name: 'no_worse',
        label: `No worse by ${formatShare(margin)}`,
        value: (row) => row.nonInferiority && `${row.nonInferiority.first.bound}`,
        cell: (row) =>
          row.nonInferiority === null ? (
            <Measure value={null} format={formatRatio} reason={row.notComputed.nonInferiority} />
          ) : (
            describeNoWorse(row.nonInferiority, [letterOf(place(row.first)), letterOf(place(row.second))])
          ),
      },
      {
        name: 'still_needed',
        label: 'Still needed',
        numeric: true,
        value: (row) => row.needed.conversions,
        cell: (row) => formatNeeded(row.needed, nameEvents(event), formatCount),
      },
      ...(answer.comparisons.every(({ reasons }) => reasons.length === 0) ? [] : [reasonsColumn]),
    ]
  }, [answer, event, margin])
  return (
    <div>
      <RecordTable
        title="In pairs"
        file="compare-pairs"
        columns={columns}
        rows={answer.comparisons}
        keyOf={({ first, second }) => JSON.stringify([first, second])}
      />
      <p className={section.quiet}>
        The ratio is the first over the second inside the places both ran in; overlap is how far they did.
        “Places differ” tests whether the ratio is the same in all of them (Cochran’s Q); “no worse” names who
        is surely not worse than the other by more than the margin.
      </p>
    </div>
  )
}
