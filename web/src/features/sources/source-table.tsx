import type { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { labelMeasure } from '../../format/words.ts'
import { Missing } from '../../ui/missing.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import classes from './load-table.module.css'

/** What each source has delivered so far. */
export function SourceTable({ sources }: { sources: SourcesAnswer['sources'] }) {
  return (
    <RecordTable
      title="Sources"
      file="sources"
      rows={sources}
      keyOf={({ source }) => source}
      columns={[
        { name: 'source', label: 'Source', value: ({ label }) => label },
        {
          name: 'days',
          label: 'Days',
          value: ({ from, to }) => formatDays(from, to),
          cell: ({ from, to }) => (
            <span className={classes.nowrap}>
              {formatDays(from, to) ?? <Missing reason="The reports of this source carry no dates." />}
            </span>
          ),
        },
        {
          name: 'events',
          wide: true,
          label: 'Events',
          value: ({ events }) => events.join('; '),
          cell: ({ events }) =>
            events.length === 0 ? (
              <Missing reason="This source reports delivery only." />
            ) : (
              events.map((event) => labelMeasure(`event.${event}`)).join(', ')
            ),
        },
        {
          name: 'rows',
          label: 'Rows',
          numeric: true,
          value: ({ rows }) => rows,
          cell: ({ rows }) => formatCount(rows),
        },
        {
          name: 'loads',
          label: 'Loads',
          numeric: true,
          value: ({ loads }) => loads,
          cell: ({ loads }) => formatCount(loads),
        },
      ]}
    />
  )
}
