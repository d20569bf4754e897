import type { RankRow } from '#schema/answer/rank-answer.ts'
import { targetReached } from '#schema/target-reached.ts'
import { formatPerMille } from '../../format/number.ts'
import { Figure } from '../row-details/figure.tsx'
import { Targeted } from '../target/targeted.tsx'

/** The rate as measured, with how it stands against the row's target. */
export function RowRate({ row, tabIndex }: { row: RankRow; tabIndex: number }) {
  return (
    <Targeted target={row.target} reached={targetReached(row.target, row.interval)} currency={row.currency}>
      <Figure row={row} field="perMille" value={row.perMille} format={formatPerMille} tabIndex={tabIndex} />
    </Targeted>
  )
}
