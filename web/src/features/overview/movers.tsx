import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { labelDimension, nameEvents } from '../../format/words.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { textAt } from '../answer/cells.ts'
import { eventMetrics } from '../answer/event-metrics.ts'
import section from '../answer/section.module.css'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { formatRows } from '../scope/scope.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { moverColumns } from './mover-columns.tsx'
import { MOVERS, type OverviewView } from './overview-view.ts'
import { sortMovers } from './sort-movers.ts'

export interface MoversProps {
  view: OverviewView
  changeView: (change: Partial<OverviewView>) => void
  event: string
  currency: string | null
}

/** What gained or lost most against the days before. */
export function Movers({ view, changeView, event, currency }: MoversProps) {
  const { count, rate } = eventMetrics(event)
  const { by } = view
  const scope = useScopeParams()
  const asked = useQuery(
    askQuery<QueryAnswer>('query', {
      metrics: [`${count},${rate},spend`],
      by: [by],
      compare: ['previous'],
      ...formatRows(view),
    }),
  )
  const answer = asked.data
  const rows = useMemo(() => (answer ? sortMovers(answer.rows, count) : []), [answer, count])
  const columns = useMemo(
    () => (answer ? moverColumns(answer, { by, event, currency, scope }) : []),
    [answer, by, event, currency, scope],
  )
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!answer) return <PlaceholderRows count={5} label="Looking for what changed" />
  return (
    <div>
      <RecordTable
        title="What changed most"
        file={`changes-by-${by}`}
        columns={columns}
        rows={rows}
        first={12}
        keyOf={(row) => textAt(row, `${by}_key`) ?? '(unknown)'}
        tools={
          <>
            <Segmented
              label="Changes by"
              value={by}
              options={MOVERS.map((name) => ({ value: name, label: labelDimension(name) }))}
              onChange={(next) => changeView({ by: MOVERS.find((name) => name === next) ?? 'creative' })}
            />
            <WhereFrom origin={originOf(answer, [['Grouped by', labelDimension(by)]])} of="what changed" />
          </>
        }
      />
      <p className={section.quiet}>
        Ordered by the {nameEvents(event)} gained or lost; a change is no evidence by itself, the ranking says
        what holds.
      </p>
    </div>
  )
}
