import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type CreativeDecision, splitCreatives } from '../../api/creatives.ts'
import { formatMoment } from '../../format/date.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { standingMerges } from './standing-merges.ts'

/** What files show to be one, and every merge and split made by hand; a merge that stands can be taken apart. */
export function MergeHistory({ decisions }: { decisions: readonly CreativeDecision[] }) {
  const queries = useQueryClient()
  const standing = new Set(standingMerges(decisions))
  const split = useMutation({
    mutationFn: (key: string) => splitCreatives([key]),
    onSuccess: () => queries.invalidateQueries(),
  })
  if (decisions.length === 0)
    return (
      <p className={section.quiet}>
        Nobody has merged or split creatives yet, and no files show that two are one.
      </p>
    )
  return (
    <div>
      <RecordTable
        title="What was decided"
        file="creative-merges"
        rows={decisions.toReversed()}
        keyOf={({ number, creatives }) => `${number} ${creatives[0]}`}
        columns={[
          {
            name: 'number',
            label: '#',
            numeric: true,
            value: (row) => (row.by === 'files' ? null : row.number),
          },
          { name: 'at', label: 'When', value: (row) => row.at, cell: (row) => formatMoment(row.at) },
          {
            name: 'kind',
            label: 'What',
            value: (row) => row.kind,
            cell: (row) => (row.kind === 'merge' ? 'Merged' : 'Split'),
          },
          {
            name: 'creatives',
            label: 'Creatives',
            value: (row) => row.creatives.join('; '),
            cell: (row) => <div className={section.name}>{row.creatives.join(', ')}</div>,
          },
          { name: 'name', label: 'Called', value: (row) => row.name },
          { name: 'why', label: 'Because', value: (row) => row.why ?? 'a person said so' },
          {
            name: 'standing',
            label: 'Action',
            value: (row) => standing.has(row),
            cell: (row) =>
              standing.has(row) ? (
                <Button
                  label={`Take apart ${row.name ?? row.creatives[0] ?? ''}`}
                  busy={split.isPending}
                  onClick={() => split.mutate(row.creatives[0] ?? '')}
                >
                  Take apart
                </Button>
              ) : (
                ''
              ),
          },
        ]}
      />
      <ProblemNotice error={split.error} />
    </div>
  )
}
