import { useQuery } from '@tanstack/react-query'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatCount, formatPerMille, formatProbability } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { EstimateText } from '../budget/estimate-text.tsx'
import { DecisionBadge } from '../decision/decision-badge.tsx'
import { formatScope } from '../scope/scope.ts'
import type { ValueView } from './value-view.ts'

const perMille = (rate: number) => formatPerMille(1000 * rate)

/** Rates on one mix of places, so that none looks good by where it ran. */
export function AdjustedTable({ view }: { view: ValueView }) {
  const asked = useQuery(
    askQuery<RankAnswer>('rank', { ...formatScope(view), by: [view.by], limit: ['200'] }),
  )
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  const rows = asked.data?.rows ?? []
  if (rows.length === 0) return null
  const columns: Column<RankRow>[] = [
    {
      name: 'name',
      label: labelDimension(view.by),
      value: (row) => row.name,
      cell: (row) => <div className={section.name}>{row.name}</div>,
    },
    {
      name: 'conversions',
      label: 'Conversions',
      numeric: true,
      value: (row) => row.conversions,
      cell: (row) => (
        <Measure value={row.conversions} format={formatCount} reason={row.notComputed.conversions} />
      ),
    },
    {
      name: 'rate',
      label: 'Measured per mille',
      numeric: true,
      value: (row) => row.perMille,
      cell: (row) => <Measure value={row.perMille} format={formatPerMille} reason={row.notComputed.rate} />,
    },
    {
      name: 'adjusted',
      label: 'On one mix',
      numeric: true,
      value: (row) => row.shrunk,
      cell: ({ shrunk, shrunkInterval, notComputed }) => (
        <EstimateText
          value={shrunk === null || shrunkInterval === null ? null : { ...shrunkInterval, estimate: shrunk }}
          format={perMille}
          reason={notComputed.shrunk}
        />
      ),
    },
    {
      name: 'best',
      label: 'Best',
      numeric: true,
      value: (row) => row.probabilityBest,
      cell: (row) => (
        <Measure
          value={row.probabilityBest}
          format={formatProbability}
          reason={row.notComputed.probabilityBest}
        />
      ),
    },
    {
      name: 'decision',
      label: 'Decision',
      value: (row) => row.decision,
      cell: (row) => <DecisionBadge decision={row.decision} />,
    },
  ]
  return (
    <RecordTable
      title="Rates on one mix of places"
      file="adjusted"
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      first={10}
    />
  )
}
