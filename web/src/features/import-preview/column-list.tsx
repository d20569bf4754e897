import type { ColumnReading } from '#schema/answer/import-report.ts'
import { labelMeasure } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import classes from './column-list.module.css'

/** Each column of a file and what it is read as. */
export function ColumnList({ columns }: { columns: readonly ColumnReading[] }) {
  return (
    <DataTable
      label="Columns"
      head={['Column', 'Read as', 'Why', 'Examples']}
      rows={columns.map((column, index) => ({
        key: `${index} ${column.header}`,
        cells: [
          column.header,
          column.field === null ? (
            <span key="f" className={classes.quiet}>
              left out
            </span>
          ) : (
            labelMeasure(column.field)
          ),
          <span key="w" className={classes.quiet}>
            {column.reason}
          </span>,
          <span key="e" className={classes.quiet}>
            {column.examples.join(', ')}
          </span>,
        ],
      }))}
    />
  )
}
