import { formatMoney } from '../../format/money.ts'
import { formatCount } from '../../format/number.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'

/** What a test costs when it is read in one way. */
export interface ReadingPrice {
  reading: string
  perArm: number
  impressions: number
  spend: number | null
  days: number | null
}

export interface PriceTableProps {
  prices: readonly ReadingPrice[]
  currency: string | null
  notComputed: Readonly<Record<string, string>>
}

/** The prices of the ways to read a test, beside each other. */
export function PriceTable({ prices, currency, notComputed }: PriceTableProps) {
  const columns: Column<ReadingPrice>[] = [
    { name: 'reading', label: 'How it is read', value: ({ reading }) => reading },
    {
      name: 'conversions_per_arm',
      label: 'Conversions an arm',
      numeric: true,
      value: ({ perArm }) => perArm,
      cell: ({ perArm }) => formatCount(perArm),
    },
    {
      name: 'impressions',
      label: 'Impressions',
      numeric: true,
      value: ({ impressions }) => impressions,
      cell: ({ impressions }) => formatCount(impressions),
    },
    {
      name: 'spend',
      label: 'Spend',
      numeric: true,
      value: ({ spend }) => spend,
      cell: ({ spend }) => (
        <Measure
          value={spend}
          format={(value) => formatMoney(value, currency)}
          reason={notComputed.spend ?? 'It takes a CPM.'}
        />
      ),
    },
    {
      name: 'days',
      label: 'Days',
      numeric: true,
      value: ({ days }) => days,
      cell: ({ days }) => (
        <Measure
          value={days}
          format={formatCount}
          reason={notComputed.days ?? 'It takes the impressions of a day.'}
        />
      ),
    },
  ]
  return (
    <RecordTable
      title="What it costs"
      file="test-plan"
      columns={columns}
      rows={prices}
      keyOf={({ reading }) => reading}
    />
  )
}

export const READINGS = {
  fixedHorizon: 'Once, at its end',
  declaredHorizon: 'At declared looks up to a declared end',
  peekSafe: 'Whenever somebody likes',
} as const
