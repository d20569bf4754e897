import { useMemo } from 'react'
import type { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import type { DaySeries } from '../../charts/day-series.ts'
import { LazyDayPlot } from '../../charts/lazy-day-plot.tsx'
import { formatDay } from '../../format/date.ts'
import { formatRatio } from '../../format/number.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { EventList } from '../journal/event-list.tsx'
import { useDayEvents } from '../journal/use-day-events.ts'
import { firstParam } from '../scope/scope.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { fitSequence } from './fit-sequence.ts'

const NO_DIFFERENCE = [{ value: 1, label: 'no difference' }]

/** The ratio to the control after each day, with bounds that hold at all of them together. */
export function SequencePlot({ answer }: { answer: TestShowAnswer }) {
  const { history, state } = answer
  const arms = state.arms.filter((arm) => arm !== state.control)
  const series = useMemo<DaySeries[]>(() => fitSequence(history, arms), [history, arms])
  const readings = useMemo(
    () => history.flatMap(({ day, arms: read }) => read.map((arm) => ({ day, ...arm }))),
    [history],
  )
  const sample = firstParam(useScopeParams(), 'sample') ?? null
  const days = history.map(({ day }) => ({ day, value: null }))
  const events = useDayEvents(days, { level: 'creative', names: arms, sample })
  return (
    <section aria-label="Over the days">
      <h2>Ratio to {state.control}, day by day</h2>
      <LazyDayPlot
        series={series}
        events={events}
        rules={NO_DIFFERENCE}
        unit="ratio"
        zero={false}
        height={240}
        label={`Ratio of ${arms.join(', ')} to ${state.control} after each day`}
      />
      <p className={section.quiet}>
        The band holds at every look together, so looking every day is safe. Where it leaves 1 behind, the
        arms differ.
      </p>
      <EventList events={events} />
      <Disclosure summary="As a table">
        <div className={section.wide}>
          <RecordTable
            title="Readings"
            file={`test-${state.test}-by-day`}
            heading={false}
            rows={readings}
            keyOf={({ day, arm }) => `${day} ${arm}`}
            columns={[
              { name: 'day', label: 'Day', value: ({ day }) => day, cell: ({ day }) => formatDay(day) },
              { name: 'arm', label: 'Arm', value: ({ arm }) => arm },
              {
                name: 'ratio',
                label: 'Ratio',
                numeric: true,
                value: ({ ratio }) => ratio,
                cell: ({ ratio }) => (
                  <Measure value={ratio} format={formatRatio} reason="Not enough data on this day." />
                ),
              },
              {
                name: 'low',
                label: 'Low',
                numeric: true,
                value: ({ low }) => low,
                cell: ({ low }) => formatRatio(low),
              },
              {
                name: 'high',
                label: 'High',
                numeric: true,
                value: ({ high }) => high,
                cell: ({ high }) => (
                  <Measure value={high} format={formatRatio} reason="No upper bound exists yet." />
                ),
              },
              {
                name: 'e_value',
                label: 'Evidence',
                numeric: true,
                value: ({ eValue }) => eValue,
                cell: ({ eValue }) => eValue.toPrecision(3),
              },
            ]}
          />
        </div>
      </Disclosure>
    </section>
  )
}
