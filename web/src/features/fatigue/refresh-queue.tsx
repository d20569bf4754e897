import type { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount } from '../../format/number.ts'
import { RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import { CreativeName } from './creative-name.tsx'
import { FatigueStateBadge } from './fatigue-state.tsx'

/** What to replace first, by what the next days would lose with it. */
export function RefreshQueue({ refresh, currency }: Pick<FatigueAnswer, 'refresh' | 'currency'>) {
  const days = refresh[0]?.days ?? 0
  return (
    <RecordTable
      title="Replace first"
      file="refresh"
      first={10}
      rows={refresh}
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
          name: 'spend',
          label: `Money lost in the next ${days} days`,
          numeric: true,
          value: (row) => row.spend,
          cell: (row) => (
            <Measure
              value={row.spend}
              format={(value) => formatMoney(value, currency)}
              reason="No spend is known of the newest days."
            />
          ),
        },
        {
          name: 'installs',
          label: 'Conversions lost',
          numeric: true,
          value: (row) => row.installs,
          cell: (row) => <Measure value={row.installs} format={(value) => formatCount(Math.round(value))} />,
        },
        { name: 'why', label: 'Why', below: true, value: (row) => row.why },
      ]}
    />
  )
}
