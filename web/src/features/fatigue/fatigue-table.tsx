import type { FatigueAnswer, FatigueSeries } from '#schema/answer/fatigue-answer.ts'
import { formatDay } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatShare } from '../../format/number.ts'
import { RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import { CreativeName } from './creative-name.tsx'
import { FatigueStateBadge } from './fatigue-state.tsx'

const WHAT = { ctr: 'Clicks per impression', cvr: 'Installs per click', both: 'Both rates' } as const

/** A share that was lost, as the change it is. */
const change = (lost: number) => `${lost < 0 ? '+' : '−'}${formatShare(Math.abs(lost))}`

function describeDecline({ estimate, low, high }: FatigueSeries['decline']): string {
  if (estimate === null || low === null || high === null) return ''
  return `${change(estimate)} (${change(high)} to ${change(low)})`
}

/** The fall in each network, and what the money lost is counted against. */
function describeMore({ networks, lostAgainst }: FatigueSeries): string {
  const falls = networks.map(({ network, decline }) => `${network} ${describeDecline(decline)}`).join(' · ')
  const against = lostAgainst === null ? '' : `Money lost is counted against ${lostAgainst}.`
  return [falls, against].filter((text) => text !== '').join('. ')
}

/** Every creative that is watched, the worst first. */
export function FatigueTable({ series, currency }: Pick<FatigueAnswer, 'series' | 'currency'>) {
  return (
    <RecordTable
      title="All that is watched"
      file="fatigue"
      first={20}
      rows={series}
      keyOf={({ key }) => key}
      columns={[
        {
          name: 'creative',
          label: 'Creative',
          value: (row) => row.creative,
          cell: (row) => <CreativeName name={row.creative} own={row.key} />,
        },
        {
          name: 'state',
          label: 'State',
          value: (row) => row.state,
          cell: (row) => <FatigueStateBadge state={row.state} />,
        },
        {
          name: 'changed',
          label: 'Since',
          line: true,
          value: (row) => row.changed,
          cell: (row) => (row.changed === null ? '—' : formatDay(row.changed)),
        },
        {
          name: 'decline',
          label: 'Rate, 95 %',
          numeric: true,
          value: (row) => row.decline.estimate,
          cell: (row) => describeDecline(row.decline) || '—',
        },
        {
          name: 'lost_spend',
          label: 'Money lost',
          numeric: true,
          value: (row) => row.lost.spend,
          cell: (row) => (
            <Measure
              value={row.lost.spend}
              format={(value) => formatMoney(value, currency)}
              reason={row.notComputed['lost.spend'] ?? row.notComputed.lost}
            />
          ),
        },
        {
          name: 'conversions',
          label: 'Conversions',
          numeric: true,
          value: (row) => row.conversions,
          cell: (row) => formatCount(Math.round(row.conversions)),
        },
        {
          name: 'what',
          label: 'What fell',
          value: (row) => row.where,
          cell: (row) => (row.where === null ? '—' : WHAT[row.where]),
        },
        { name: 'networks', label: 'Where', below: true, value: describeMore },
      ]}
    />
  )
}
