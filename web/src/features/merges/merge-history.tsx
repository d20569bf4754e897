import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type MergeDecision, splitObjects } from '../../api/merges.ts'
import { formatMoment } from '../../format/date.ts'
import { labelDimension } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'
import { standingMerges } from './standing-merges.ts'

/** What files show to be one, and every merge and split made by hand; a merge that stands can be taken apart. */
export function MergeHistory({ decisions }: { decisions: readonly MergeDecision[] }) {
  const queries = useQueryClient()
  const standing = new Set(standingMerges(decisions))
  const split = useMutation({
    mutationFn: ({ level, objects }: MergeDecision) => splitObjects(level, [objects[0]?.key ?? '']),
    onSuccess: () => queries.invalidateQueries(),
  })
  if (decisions.length === 0)
    return (
      <p className={section.quiet}>
        Nobody has merged or split anything yet, and no files show that two creatives are one.
      </p>
    )
  return (
    <div>
      <RecordTable
        title="What was decided"
        file="merges"
        rows={decisions.toReversed()}
        keyOf={({ number, level, objects }) => `${level} ${number} ${objects[0]?.key}`}
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
            name: 'level',
            label: 'Of',
            value: (row) => labelDimension(row.level),
          },
          {
            name: 'objects',
            label: 'Objects',
            value: (row) => row.objects.map(({ name }) => name).join('; '),
            cell: (row) => (
              <div className={section.name}>{row.objects.map(({ name }) => name).join(', ')}</div>
            ),
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
                  label={`Take apart ${row.name ?? row.objects[0]?.name ?? ''}`}
                  busy={split.isPending}
                  onClick={() => split.mutate(row)}
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
