import type { DiscrepancyRow, ReconcileAnswer } from '#schema/answer/reconcile-answer.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount, formatRatio } from '../../format/number.ts'
import { nameBasis } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'

/** What each network claims beside what another counts, over the days both know. */
export function DiscrepancyTable({ answer }: { answer: ReconcileAnswer }) {
  const columns: Column<DiscrepancyRow>[] = [
    { name: 'network', label: 'Network', value: (row) => row.networkLabel },
    { name: 'app', label: 'App', value: (row) => row.app, cell: (row) => row.app ?? 'all' },
    { name: 'basis', label: 'Counted by', value: (row) => nameBasis(row.basis) },
    {
      name: 'days',
      label: 'Days',
      value: (row) => formatDays(row.from, row.to),
      cell: (row) => (
        <span style={{ whiteSpace: 'nowrap' }}>{formatDays(row.from, row.to) ?? 'no dates'}</span>
      ),
    },
    {
      name: 'claimed',
      label: 'Network claims',
      numeric: true,
      value: (row) => row.claimed,
      cell: (row) => <Measure value={row.claimed} format={formatCount} reason={row.notComputed.claimed} />,
    },
    {
      name: 'counted',
      label: 'Counted',
      numeric: true,
      value: (row) => row.counted,
      cell: (row) => <Measure value={row.counted} format={formatCount} reason={row.notComputed.counted} />,
    },
    {
      name: 'ratio',
      label: 'Counted ÷ claimed',
      numeric: true,
      value: (row) => row.ratio,
      cell: (row) => <Measure value={row.ratio} format={formatRatio} reason={row.notComputed.ratio} />,
    },
  ]
  return (
    <RecordTable
      title="Networks’ claims against other counts"
      file="discrepancies"
      columns={columns}
      rows={answer.discrepancies}
      keyOf={({ network, app, basis }) => JSON.stringify([network, app, basis])}
    />
  )
}
