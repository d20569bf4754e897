import type { RankRow } from '#schema/answer/rank-answer.ts'
import { formatFactor } from '../../format/number.ts'
import { toSentence } from '../../format/words.ts'
import classes from './reasons.module.css'

/** The evidence behind a decision, and what it means for the budget. */
export function Reasons({ row }: { row: RankRow }) {
  return (
    <div className={classes.reasons}>
      {row.reasons.length === 0 ? (
        <p>No reason was given.</p>
      ) : (
        <ul>
          {row.reasons.map((reason) => (
            <li key={`${reason.code} ${reason.message}`}>{toSentence(reason.message)}</li>
          ))}
        </ul>
      )}
      {row.budgetFactor !== null && <p className={classes.budget}>{describeBudget(row.budgetFactor)}</p>}
    </div>
  )
}

function describeBudget(factor: number): string {
  if (factor === 0) return 'Suggested budget: stop.'
  if (factor === 1) return 'Suggested budget: as it is.'
  return `Suggested budget: ${formatFactor(factor)} of today’s.`
}
