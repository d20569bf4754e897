import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount } from '../../format/number.ts'
import { labelMeasure } from '../../format/words.ts'
import { DataTable } from '../../ui/data-table.tsx'
import classes from './totals.module.css'

export function formatTotal(field: string, value: number, currency: string | null): string {
  return field === 'spend' || field.startsWith('value.') ? formatMoney(value, currency) : formatCount(value)
}

/** The sums of a file, and whether its own total row agrees. */
export function Totals({ table }: { table: ImportedFile }) {
  const { totals, checksum, currency } = table
  return (
    <div className={classes.totals}>
      <dl className={classes.sums} aria-label="Totals">
        {Object.entries(totals).map(([field, value]) => (
          <div key={field}>
            <dt>{labelMeasure(field)}</dt>
            <dd>{formatTotal(field, value, currency.value)}</dd>
          </div>
        ))}
      </dl>
      {checksum === null ? (
        <p className={classes.check}>The file has no total row to check against.</p>
      ) : checksum.matches ? (
        <p className={classes.check} data-matches="true">
          <IconCheck size={15} stroke={1.8} aria-hidden />
          Agrees with the file’s own total row.
        </p>
      ) : (
        <>
          <p className={classes.check} data-matches="false">
            <IconAlertTriangle size={15} stroke={1.8} aria-hidden />
            Differs from the file’s own total row.
          </p>
          <DataTable
            label="Differences from the file’s own total row"
            head={['Measure', 'Total row', 'Counted', 'Difference']}
            numeric={[1, 2, 3]}
            rows={checksum.differences.map((difference) => ({
              key: difference.field,
              cells: [
                labelMeasure(difference.field),
                formatTotal(difference.field, difference.stated, currency.value),
                formatTotal(difference.field, difference.counted, currency.value),
                formatTotal(difference.field, difference.counted - difference.stated, currency.value),
              ],
            }))}
          />
        </>
      )}
    </div>
  )
}
