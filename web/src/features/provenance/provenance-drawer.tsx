import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import { formatCount, formatRate } from '../../format/number.ts'
import { capitalise, labelDimension, nameEvents } from '../../format/words.ts'
import { describeDays } from './describe-question.ts'
import { Mix } from './mix.tsx'
import type { Origin } from './origin.ts'
import { OriginDrawer } from './origin-drawer.tsx'

export interface ProvenanceDrawerProps {
  opened: boolean
  onClose: () => void
  answer: RankAnswer
}

/** Where the numbers of a ranking come from. */
export function ProvenanceDrawer({ opened, onClose, answer }: ProvenanceDrawerProps) {
  return (
    <OriginDrawer opened={opened} onClose={onClose} origin={rankOrigin(answer)}>
      <Mix answer={answer} />
    </OriginDrawer>
  )
}

function rankOrigin(answer: RankAnswer): Origin {
  const { question, freshness, totals, notes, sql } = answer
  return {
    question: [
      ['Counted', `${capitalise(nameEvents(question.event))} ÷ impressions`],
      ['Grouped by', labelDimension(question.by)],
      ['Days', describeDays(question)],
      ['Time zone', question.timezone],
      ['Filters', question.filters.length === 0 ? 'none' : question.filters.join('; ')],
      [
        'Smallest shown',
        question.minImpressions === 0 ? 'no limit' : `${formatCount(question.minImpressions)} impressions`,
      ],
      ['Ordered by', question.order],
      [
        'Benchmark',
        answer.benchmark === null
          ? 'none'
          : `${formatRate(answer.benchmark)} per thousand${answer.adjustment.groups > 1 ? ' in the largest group' : ''}`,
      ],
    ],
    basis: question.basis,
    freshness,
    answered: [
      ['Rows answered', formatCount(totals.rows)],
      ['Hidden', totals.hidden === 0 ? 'none' : `${formatCount(totals.hidden)} below the smallest shown`],
    ],
    notes,
    sql,
  }
}
