import { useMemo } from 'react'
import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { DaySeries } from '../../charts/day-series.ts'
import { LazyDayPlot } from '../../charts/lazy-day-plot.tsx'
import { formatDay } from '../../format/date.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatPerMille } from '../../format/number.ts'
import { capitalise, nameEvents, nameRate } from '../../format/words.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { EventList } from '../journal/event-list.tsx'
import { type ToldObjects, useDayEvents } from '../journal/use-day-events.ts'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { numberAt, textAt, whyMissing } from './cells.ts'
import { eventMetrics } from './event-metrics.ts'
import { Measure } from './measure.tsx'
import classes from './section.module.css'
import { dayPoints, isOpen } from './trend-series.ts'

export interface TrendSectionProps {
  answer: QueryAnswer
  event: string
  currency: string | null
  /** What it is the trend of. */
  of: string
  /** Objects whose launches and stops are marked beside what people wrote down. */
  objects: ToldObjects
}

/** A rate by day: settled days as a line, days that may still change dashed, and the same as a table. */
export function TrendSection({ answer, event, currency, of, objects }: TrendSectionProps) {
  const { rate, count } = eventMetrics(event)
  const series = useMemo<DaySeries[]>(
    () => [{ mark: '', points: dayPoints(answer.rows, rate) }],
    [answer.rows, rate],
  )
  const points = series[0]?.points ?? []
  const known = points.filter(({ value }) => value !== null).length
  const open = points.find(({ provisional }) => provisional)
  const isLearnt = answer.columns.some(({ name }) => name === 'immature')
  const columns = useMemo<Column<QueryAnswer['rows'][number]>[]>(() => {
    const number = (name: string, label: string, format: (value: number) => string) => ({
      name,
      label,
      numeric: true,
      value: (row: QueryAnswer['rows'][number]) => numberAt(row, name),
      cell: (row: QueryAnswer['rows'][number]) => (
        <Measure value={numberAt(row, name)} format={format} reason={whyMissing(answer, name)} />
      ),
    })
    return [
      {
        name: 'day',
        label: 'Day',
        value: (row) => textAt(row, 'day'),
        cell: (row) => formatDay(textAt(row, 'day') ?? ''),
      },
      number('impressions', 'Impressions', formatCount),
      number(count, capitalise(nameEvents(event)), formatCount),
      number(rate, nameRate(event), formatPerMille),
      number('spend', 'Spend', (value) => formatMoney(value, currency)),
      {
        name: 'provisional',
        label: 'State',
        value: isOpen,
        cell: (row) => (isOpen(row) ? (isLearnt ? 'still coming' : 'may still change') : 'settled'),
      },
    ]
  }, [answer, count, rate, event, currency, isLearnt])
  const events = useDayEvents(points, objects)
  const label = `${nameRate(event)} of ${of} by day`

  return (
    <section aria-label="Trend">
      <div className={classes.head}>
        <h2>{nameRate(event)} by day</h2>
        <WhereFrom origin={originOf(answer, [['Counted', `${nameRate(event)} by day`]])} of="the trend" />
      </div>
      {known < 2 ? (
        <p className={classes.quiet}>
          {answer.notComputed[rate] ?? 'A trend needs at least two days with impressions.'}
        </p>
      ) : (
        <>
          <LazyDayPlot series={series} events={events} unit={nameRate(event)} label={label} />
          {open && (
            <p className={classes.quiet}>
              Dashed from {formatDay(open.day)}:{' '}
              {isLearnt
                ? 'more of these days is still expected, as earlier days of this project tell.'
                : 'sources may still change these days.'}
            </p>
          )}
          <EventList events={events} />
        </>
      )}
      {points.length > 0 && (
        <Disclosure summary="As a table">
          <div className={classes.wide}>
            <RecordTable
              title={label}
              file={`trend-${of.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)}`}
              heading={false}
              columns={columns}
              rows={answer.rows}
              keyOf={(row) => textAt(row, 'day') ?? ''}
            />
          </div>
        </Disclosure>
      )}
    </section>
  )
}
