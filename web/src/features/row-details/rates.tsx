import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { formatPerMille, formatRate } from '../../format/number.ts'
import { nameRate } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Missing } from '../../ui/missing.tsx'
import { isAdjusted } from '../rank-table/compared.ts'
import { RowAdjusted } from '../rank-table/row-adjusted.tsx'
import { Figure } from './figure.tsx'
import { IntervalText } from './interval-text.tsx'

const NO_RANGE = 'Its range is that of the shrunk rate, which is on the same mix.'

/** The rate as measured, on the common mix, and as far as it is worth believing. */
export function Rates({ row, answer }: { row: RankRow; answer: RankAnswer }) {
  const rate = nameRate(answer.question.event)
  const measured = {
    key: 'measured',
    cells: [
      'As measured',
      <Figure key="r" row={row} field="perMille" value={row.perMille} format={formatPerMille} />,
      <IntervalText key="i" row={row} field="interval" interval={row.interval} />,
    ],
  }
  const mixed = {
    key: 'mix',
    cells: [
      'On the same mix',
      <RowAdjusted key="r" row={row} />,
      row.adjusted === null ? '' : <Missing key="i" reason={NO_RANGE} />,
    ],
  }
  const shrunk = {
    key: 'shrunk',
    cells: [
      'Shrunk',
      <Figure key="r" row={row} field="shrunk" value={row.shrunk} format={formatRate} />,
      <IntervalText key="i" row={row} field="shrunkInterval" interval={row.shrunkInterval} />,
    ],
  }
  return (
    <section>
      <h2>{rate}</h2>
      <DataTable
        label={`${rate} of ${row.name}`}
        head={['Rate', 'Per thousand', 'Interval']}
        numeric={[1, 2]}
        rows={isAdjusted(answer) ? [measured, mixed, shrunk] : [measured, shrunk]}
      />
    </section>
  )
}
