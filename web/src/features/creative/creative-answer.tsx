import { useQuery } from '@tanstack/react-query'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { askQuery } from '../../api/ask.ts'
import type { NetworkLabels } from '../../format/words.ts'
import { ProblemState } from '../../ui/problem-state.tsx'
import { eventMetrics } from '../answer/event-metrics.ts'
import section from '../answer/section.module.css'
import { TrendSection } from '../answer/trend-section.tsx'
import { DecisionBadge } from '../decision/decision-badge.tsx'
import { Reasons } from '../decision/reasons.tsx'
import { Notes } from '../provenance/notes.tsx'
import { AgainstOthers } from '../row-details/against-others.tsx'
import { Rates } from '../row-details/rates.tsx'
import { formatRows } from '../scope/scope.ts'
import { CreativeFigures } from './creative-figures.tsx'
import { CreativeFiles } from './creative-files.tsx'
import { CreativeParts } from './creative-parts.tsx'
import { CreativeSplit } from './creative-split.tsx'
import { CreativeValue } from './creative-value.tsx'
import { type CreativeView, creativeScope } from './creative-view.ts'

export interface CreativeAnswerProps {
  answer: RankAnswer
  row: RankRow
  view: CreativeView
  changeView: (change: Partial<CreativeView>) => void
  currency: string | null
  networks: NetworkLabels
  stale: boolean
}

/** The parts of the page of one creative; each asks for itself, so none waits for another. */
export function CreativeAnswer({
  answer,
  row,
  view,
  changeView,
  currency,
  networks,
  stale,
}: CreativeAnswerProps) {
  const { event } = answer.question
  const metrics = eventMetrics(event)
  const rows = formatRows(creativeScope(view, row.key))
  const trend = useQuery(
    askQuery<QueryAnswer>('query', {
      metrics: [`impressions,${metrics.count},${metrics.rate},spend`],
      by: ['day'],
      ...rows,
    }),
  )
  const warnings = answer.notes.filter(({ severity }) => severity === 'warning')
  return (
    <div className={section.parts} data-stale={stale} aria-busy={stale}>
      <CreativeFigures row={row} event={event} rows={rows} currency={currency} />
      <div className={section.columns}>
        <div>
          {trend.isError && <ProblemState error={trend.error} onRetry={() => void trend.refetch()} />}
          {trend.data && (
            <TrendSection
              answer={trend.data}
              event={event}
              currency={currency}
              of={row.name}
              objects={{ level: 'creative', names: [row.name], sample: view.sample }}
            />
          )}
        </div>
        <section className={section.decision} aria-label="Decision">
          <h2>Decision</h2>
          <DecisionBadge decision={row.decision} />
          <Reasons row={row} />
          <Notes notes={warnings} />
        </section>
      </div>
      <CreativeSplit
        rows={rows}
        event={event}
        currency={currency}
        split={view.split}
        onSplit={(split) => changeView({ split })}
      />
      <div className={section.columns}>
        <Rates row={row} answer={answer} />
        <AgainstOthers row={row} answer={answer} />
      </div>
      <CreativeValue view={view} creative={row.key} />
      {!answer.freshness.sample && <CreativeFiles creative={row.key} />}
      <CreativeParts creative={row.key} sample={view.sample} networks={networks} />
    </div>
  )
}
