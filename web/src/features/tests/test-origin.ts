import type { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { formatDay, formatDays } from '../../format/date.ts'
import { formatShare } from '../../format/number.ts'
import type { Origin } from '../provenance/origin.ts'
import { DESIGNS } from './verdict-words.ts'

function describeSpread({ cv, tests }: NonNullable<TestShowAnswer['spread']>): string {
  return `${formatShare(cv)}, ${tests === 0 ? 'assumed' : `learnt from ${tests} earlier tests`}`
}

/** What was declared, and what the reading of a test rests on. */
export function testOrigin({
  state,
  plan,
  dispersion,
  spread,
  freshness,
  notes,
  sql,
}: TestShowAnswer): Origin {
  return {
    question: [
      ['Counted', `${state.event} ÷ impressions`],
      ['Days', formatDays(state.start, state.end)],
      ['Counted to', state.countedTo === null ? 'no day yet' : formatDay(state.countedTo)],
      ['Design', DESIGNS[state.design]],
      ['Compared inside each', ['day', ...plan.strata].join(', ')],
      ['Filters', plan.filters.length === 0 ? 'none' : plan.filters.join('; ')],
      ['Planned for a lift of', formatShare(plan.lift)],
      ['Smallest that matters', formatShare(plan.smallestEffect)],
      ['Error rate', formatShare(plan.alpha)],
      ['Power', formatShare(plan.power)],
      [
        'Noise of days',
        dispersion === null
          ? 'unknown'
          : `× ${dispersion.value.toFixed(2)} of chance, from ${dispersion.from}`,
      ],
      ['Arms differ by', spread === null ? 'unknown' : describeSpread(spread)],
    ],
    basis: null,
    freshness,
    notes,
    sql,
  }
}
