import type { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { labelEvent } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Missing } from '../../ui/missing.tsx'

/** What each source has delivered so far. */
export function SourceTable({ sources }: { sources: SourcesAnswer['sources'] }) {
  return (
    <DataTable
      label="Sources"
      head={['Source', 'Days', 'Events', 'Rows', 'Loads']}
      numeric={[3, 4]}
      rows={sources.map((source) => ({
        key: source.source,
        cells: [
          <strong key="l" style={{ fontWeight: 560 }}>
            {source.label}
          </strong>,
          <span key="d" style={{ whiteSpace: 'nowrap' }}>
            {formatDays(source.from, source.to) ?? (
              <Missing reason="The reports of this source carry no dates." />
            )}
          </span>,
          source.events.length === 0 ? (
            <Missing key="e" reason="This source reports delivery only." />
          ) : (
            source.events.map(labelEvent).join(', ')
          ),
          formatCount(source.rows),
          formatCount(source.loads),
        ],
      }))}
    />
  )
}
