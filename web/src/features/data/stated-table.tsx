import type { ReconcileAnswer, ReconciledLoad } from '#schema/answer/reconcile-answer.ts'
import { formatCount } from '../../format/number.ts'
import { labelMeasure } from '../../format/words.ts'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import section from '../answer/section.module.css'

interface StatedField {
  load: ReconciledLoad
  field: ReconciledLoad['fields'][number]
}

/** What the rows of each file add up to, beside the total row of the file itself. */
export function StatedTable({ answer }: { answer: ReconcileAnswer }) {
  const rows = answer.loads.flatMap((load) => load.fields.map((field): StatedField => ({ load, field })))
  const silent = answer.loads.filter(({ fields }) => fields.length === 0).length
  const columns: Column<StatedField>[] = [
    { name: 'file', label: 'File', value: ({ load }) => load.file },
    { name: 'source', label: 'Source', value: ({ load }) => load.sourceLabel },
    { name: 'field', label: 'Total of', value: ({ field }) => labelMeasure(field.field) },
    {
      name: 'stated',
      label: 'The file says',
      numeric: true,
      value: ({ field }) => field.stated,
      cell: ({ field }) => formatCount(field.stated),
    },
    {
      name: 'ours',
      label: 'Our rows add up to',
      numeric: true,
      value: ({ field }) => field.ours,
      cell: ({ field }) => formatCount(field.ours),
    },
    {
      name: 'agrees',
      label: 'Agrees',
      value: ({ field }) => field.agrees,
      cell: ({ field }) => (field.agrees ? 'yes' : <strong>no</strong>),
    },
  ]
  return (
    <section aria-label="Totals of files">
      {rows.length > 0 ? (
        <RecordTable
          title="Our totals against the files’ own"
          file="reconciled-files"
          columns={columns}
          rows={rows}
          keyOf={({ load, field }) => `${load.load} ${field.field}`}
        />
      ) : (
        <h2>Our totals against the files’ own</h2>
      )}
      {silent > 0 && (
        <p className={section.quiet}>
          {formatCount(silent)} of {formatCount(answer.loads.length)} files carry no total row to check
          against.
        </p>
      )}
      {answer.loads.length === 0 && <p className={section.quiet}>No file is loaded in these days.</p>}
    </section>
  )
}
