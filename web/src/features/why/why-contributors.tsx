import { useMemo } from 'react'
import type { ChangeParts, Contributor, ExplainAnswer } from '#schema/answer/explain-answer.ts'
import { formatPerMille, formatShare } from '../../format/number.ts'
import { labelDimension } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { partNames } from './change-steps.ts'

function signed(value: number): string {
  const size = Math.abs(value).toFixed(2)
  return size === '0.00' ? size : `${value < 0 ? '−' : '+'}${size}`
}

const rate = (value: number | null) => (value === null ? '—' : formatPerMille(value))

/** Which places and objects made the change, the largest first. */
export function WhyContributors({ answer }: { answer: ExplainAnswer }) {
  const columns = useMemo<Column<Contributor>[]>(() => {
    const part = (name: 'total' | keyof ChangeParts, label: string): Column<Contributor> => ({
      name,
      label,
      numeric: true,
      value: (row) => row[name],
      cell: (row) => signed(row[name]),
    })
    const names = partNames(answer)
    return [
      {
        name: 'dimension',
        label: 'By',
        value: (row) => row.dimension,
        cell: (row) => labelDimension(row.dimension),
      },
      { name: 'value', label: 'Where', value: (row) => row.value, cell: (row) => row.value ?? 'Unknown' },
      part('total', 'In all'),
      part('mix', names.mix),
      part('ctr', names.ctr),
      part('cvr', names.cvr),
      ...(answer.contributors.some(({ view }) => view !== 0) ? [part('view', names.view)] : []),
      {
        name: 'share_after',
        label: 'Of impressions',
        numeric: true,
        value: (row) => row.shareAfter,
        cell: (row) => `${formatShare(row.shareBefore)} → ${formatShare(row.shareAfter)}`,
      },
      {
        name: 'per_mille_after',
        label: 'Rate',
        numeric: true,
        value: (row) => row.perMilleAfter,
        cell: (row) => `${rate(row.perMilleBefore)} → ${rate(row.perMilleAfter)}`,
      },
    ]
  }, [answer])
  return (
    <RecordTable
      title="Who contributed"
      file="why"
      columns={columns}
      rows={answer.contributors}
      keyOf={({ dimension, value }) => `${dimension} ${value}`}
      first={12}
    />
  )
}
