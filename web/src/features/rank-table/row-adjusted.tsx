import type { RankRow } from '#schema/answer/rank-answer.ts'
import { formatRate } from '../../format/number.ts'
import { toSentence } from '../../format/words.ts'
import { Missing } from '../../ui/missing.tsx'
import { explainMissing } from '../row-details/explain-missing.ts'
import { Figure } from '../row-details/figure.tsx'
import { ownPlaces } from './compared.ts'
import classes from './row-adjusted.module.css'

/** The rate on the common mix, or that the row is judged where it ran instead. */
export function RowAdjusted({ row, tabIndex = 0 }: { row: RankRow; tabIndex?: number }) {
  const judged = ownPlaces(row)
  if (judged === undefined)
    return <Figure row={row} field="adjusted" value={row.adjusted} format={formatRate} tabIndex={tabIndex} />
  const reason = `${toSentence(explainMissing(row, 'adjusted'))} ${toSentence(judged)}`
  return (
    <span className={classes.own}>
      <Missing text="own places" reason={reason} tabIndex={tabIndex} />
    </span>
  )
}
