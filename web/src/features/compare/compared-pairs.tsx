import { useMemo } from 'react'
import type { CompareAnswer, PairComparison } from '#schema/answer/compare-answer.ts'
import { formatCount, formatProbability, formatRatio, formatShare } from '../../format/number.ts'
import { nameEvents, toSentence } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Letter, letterOf } from '../objects/letter.tsx'
import classes from '../objects/object-picker.module.css'
import { formatNeeded } from './format-needed.ts'

const reasonsColumn: Column<PairComparison> = {
  name: 'reasons',
  wide: true,
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
  const { event } = answer.question
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
        name: 'still_needed',
        label: 'Still needed',
        numeric: true,
        value: (row) => row.needed.conversions,
        cell: (row) => formatNeeded(row.needed, nameEvents(event), formatCount),
      },
      ...(answer.comparisons.every(({ reasons }) => reasons.length === 0) ? [] : [reasonsColumn]),
    ]
  }, [answer, event])
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
      </p>
    </div>
  )
}
