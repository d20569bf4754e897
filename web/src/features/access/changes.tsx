import { useQuery } from '@tanstack/react-query'
import type { AuditEntry } from '../../api/access.ts'
import { askQuery } from '../../api/ask.ts'
import { formatMoment } from '../../format/date.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'

const SHOWN = 20
const ASKED = 1000

/** Who changed what, newest first. */
export function Changes() {
  const audit = useQuery(
    askQuery<{ entries: AuditEntry[]; total: number }>('audit', { limit: [String(ASKED)] }),
  )
  const entries = audit.data?.entries ?? []
  return (
    <div>
      <RecordTable
        title="Audit log"
        file="audit"
        rows={entries}
        keyOf={({ number }) => String(number)}
        first={SHOWN}
        columns={[
          {
            name: 'at',
            label: 'When',
            line: true,
            value: ({ at }) => at,
            cell: ({ at }) => formatMoment(at),
          },
          { name: 'who', label: 'Who', value: ({ who }) => who },
          { name: 'what', label: 'What', value: ({ what }) => what },
          { name: 'outcome', label: 'How it ended', value: ({ outcome }) => outcome },
          {
            name: 'detail',
            label: 'Asked',
            wide: true,
            value: ({ detail }) => JSON.stringify(detail),
          },
        ]}
      />
      <ProblemNotice error={audit.error} />
    </div>
  )
}
