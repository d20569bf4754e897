import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { labelDimension } from '../../format/words.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { numberAt, textAt } from '../answer/cells.ts'
import { eventMetrics } from '../answer/event-metrics.ts'
import { metricColumns } from '../answer/metric-columns.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import type { SearchParams } from '../scope/search-params.ts'
import { SPLITS, type Split } from './creative-view.ts'

export interface CreativeSplitProps {
  rows: SearchParams
  event: string
  currency: string | null
  split: Split
  onSplit: (split: Split) => void
}

/** A creative by where it ran. */
export function CreativeSplit({ rows, event, currency, split, onSplit }: CreativeSplitProps) {
  const { count, rate, cost, perClick, viewShare } = eventMetrics(event)
  const asked = useQuery(
    askQuery<QueryAnswer>('query', {
      metrics: [`impressions,${count},${rate},ctr,${perClick},${viewShare},spend,${cost}`],
      by: [split],
      sort: ['-impressions'],
      ...rows,
    }),
  )
  const answer = asked.data
  const columns = useMemo(
    () =>
      answer
        ? metricColumns(answer, split, currency).filter(
            ({ name }) => name !== viewShare || answer.rows.some((row) => numberAt(row, viewShare) !== null),
          )
        : [],
    [answer, split, currency, viewShare],
  )
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!answer) return <PlaceholderRows count={4} label="Splitting the numbers" />
  return (
    <RecordTable
      title="Where it ran"
      file={`creative-by-${split}`}
      columns={columns}
      rows={answer.rows}
      keyOf={(row) => textAt(row, `${split}_key`) ?? '(unknown)'}
      tools={
        <>
          <Segmented
            label="Split by"
            value={split}
            options={SPLITS.map((name) => ({ value: name, label: labelDimension(name) }))}
            onChange={(next) => onSplit(SPLITS.find((name) => name === next) ?? 'network')}
          />
          <WhereFrom origin={originOf(answer, [['Grouped by', labelDimension(split)]])} of="this table" />
        </>
      }
    />
  )
}
