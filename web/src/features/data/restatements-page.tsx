import { IconHistoryOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatDay } from '../../format/date.ts'
import { formatChange, formatCount } from '../../format/number.ts'
import { labelMeasure } from '../../format/words.ts'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { State } from '../../ui/state.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useSampleAsked } from '../shell/use-sample-asked.ts'
import { DataHead } from './data-head.tsx'

/** What reports said before, and how their days grew since. */
export function RestatementsPage() {
  usePageTitle('Restatements')
  const sample = useSampleAsked()
  const asked = useQuery(
    askQuery<RestatementsAnswer>('restatements', sample === null ? {} : { sample: [sample] }),
  )
  const answer = asked.isError ? undefined : asked.data
  const empty = answer !== undefined && answer.days.length === 0 && answer.drift.length === 0
  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <DataHead title="Restatements" />
      {asked.isPending && <PlaceholderRows count={5} label="Comparing with what was known before" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {empty && (
        <State
          icon={<IconHistoryOff size={28} stroke={1.4} aria-hidden />}
          title="No day was reported twice yet"
        >
          Import the same days again later: what changed, and how much of a day is still missing when it is
          young, is learnt from that.
        </State>
      )}
      {answer && !empty && (
        <div className={section.parts}>
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
          {answer.drift.length > 0 && (
            <RecordTable
              title="How much is still to come"
              file="drift"
              rows={answer.drift}
              keyOf={({ source, report, field, age }) => JSON.stringify([source, report, field, age])}
              columns={[
                { name: 'source', label: 'Source', value: (row) => row.sourceLabel },
                { name: 'field', label: 'Count of', value: (row) => labelMeasure(row.field) },
                {
                  name: 'age',
                  label: 'Days old',
                  numeric: true,
                  value: (row) => row.age,
                  cell: (row) => formatCount(row.age),
                },
                {
                  name: 'days',
                  label: 'Days seen',
                  numeric: true,
                  value: (row) => row.days,
                  cell: (row) => formatCount(row.days),
                },
                {
                  name: 'added',
                  label: 'Added later',
                  numeric: true,
                  value: (row) => row.added,
                  cell: (row) => (
                    <Measure value={row.added} format={formatChange} reason={row.notComputed.added} />
                  ),
                },
              ]}
            />
          )}
          <RecordTable
            title="Days that were restated"
            file="restatements"
            rows={answer.days}
            keyOf={({ source, report, field, basis, day }) =>
              JSON.stringify([source, report, field, basis, day])
            }
            columns={[
              { name: 'day', label: 'Day', value: (row) => row.day, cell: (row) => formatDay(row.day) },
              { name: 'source', label: 'Source', value: (row) => row.sourceLabel },
              { name: 'field', label: 'Count of', value: (row) => labelMeasure(row.field) },
              {
                name: 'before',
                label: 'Before',
                numeric: true,
                value: (row) => row.before,
                cell: (row) => formatCount(row.before),
              },
              {
                name: 'now',
                label: 'Now',
                numeric: true,
                value: (row) => row.now,
                cell: (row) => formatCount(row.now),
              },
              {
                name: 'change',
                label: 'Change',
                numeric: true,
                value: (row) => row.change,
                cell: (row) => (
                  <Measure value={row.change} format={formatChange} reason="Nothing was reported before." />
                ),
              },
            ]}
          />
        </div>
      )}
    </>
  )
}
