import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { formatDay } from '../../format/date.ts'
import { capitalise, nameEvents } from '../../format/words.ts'
import { isAdjusted } from '../rank-table/compared.ts'
import { describeBasis, describeDays } from './describe-question.ts'
import classes from './question-line.module.css'

/** The exact question that was answered. */
export function QuestionLine({ answer }: { answer: RankAnswer }) {
  const { question, freshness } = answer
  const parts = [
    `${capitalise(nameEvents(question.event))} per thousand impressions`,
    describeDays(question),
    question.timezone,
    describeBasis(question.basis),
    ...question.filters,
    isAdjusted(answer) ? 'compared on one mix of places' : '',
    freshness.newestCompleteDay === null ? '' : `complete to ${formatDay(freshness.newestCompleteDay)}`,
  ]
  return (
    <p className={classes.line}>
      <span className="visually-hidden">Question answered:</span>
      {parts
        .filter((part) => part !== '')
        .map((part) => (
          <span key={part}>{part}</span>
        ))}
    </p>
  )
}
