import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { CompareAnswer } from '#schema/answer/compare-answer.ts'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import { askQuery } from '../../api/ask.ts'
import type { DaySeries } from '../../charts/day-series.ts'
import { LazyDayPlot } from '../../charts/lazy-day-plot.tsx'
import { nameRate } from '../../format/words.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { textAt } from '../answer/cells.ts'
import { eventMetrics } from '../answer/event-metrics.ts'
import { metricColumns } from '../answer/metric-columns.tsx'
import section from '../answer/section.module.css'
import { dayPoints } from '../answer/trend-series.ts'
import { EventList } from '../journal/event-list.tsx'
import { useDayEvents } from '../journal/use-day-events.ts'
import { letterOf } from '../objects/letter.tsx'
import { includeAny } from '../scope/filter.ts'
import { formatRows } from '../scope/scope.ts'
import type { CompareView } from './compare-view.ts'

/** The rates of all compared objects over the days, in one plot. */
export function ComparedTrends({ answer, view }: { answer: CompareAnswer; view: CompareView }) {
  const { by, event } = answer.question
  const { rate } = eventMetrics(event)
  const keys = answer.objects.map(({ key }) => key)
  const asked = useQuery(
    askQuery<QueryAnswer>('query', {
      metrics: [`impressions,${rate}`],
      by: [by, 'day'],
      ...formatRows(view),
      where: [...(formatRows(view).where ?? []), includeAny(by, keys)],
    }),
  )
  const rows = asked.data?.rows
  const series = useMemo<DaySeries[]>(
    () =>
      answer.objects.map(({ key }, place) => ({
        mark: letterOf(place),
        colour: place,
        points: dayPoints(
          (rows ?? []).filter((row) => textAt(row, `${by}_key`) === key),
          rate,
        ),
      })),
    [answer.objects, rows, by, rate],
  )
  const level = by === 'campaign' ? 'campaign' : 'creative'
  const names = answer.objects.map(({ name }) => name)
  const events = useDayEvents(
    series.flatMap(({ points }) => points).toSorted((a, b) => a.day.localeCompare(b.day)),
    { level, names: by === level ? names : [], sample: view.sample },
  )
  if (asked.isError) return <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />
  if (!asked.data) return <PlaceholderRows count={4} label="Reading the trends" />
  const drawn = series.some(({ points }) => points.filter(({ value }) => value !== null).length > 1)
  return (
    <section aria-label="Trends">
      <h2>{nameRate(event)} by day</h2>
      {drawn ? (
        <>
          <LazyDayPlot
            series={series}
            events={events}
            unit={nameRate(event)}
            label={`${nameRate(event)} of ${names.join(', ')} by day`}
            height={240}
          />
          <EventList events={events} />
          <p className={section.quiet}>As measured each day, not on one mix. Dashed days may still change.</p>
          <Disclosure summary="As a table">
            <div className={section.wide}>
              <RecordTable
                title="Trends"
                file={`compare-${by}-by-day`}
                heading={false}
                columns={[
                  { name: 'day', label: 'Day', value: (row) => textAt(row, 'day') },
                  ...metricColumns(asked.data, by, null),
                ]}
                rows={asked.data.rows}
                keyOf={(row) => `${textAt(row, 'day')} ${textAt(row, `${by}_key`)}`}
              />
            </div>
          </Disclosure>
        </>
      ) : (
        <p className={section.quiet}>A trend needs at least two days with impressions.</p>
      )}
    </section>
  )
}
