import { Fragment } from 'react'
import type { Problem } from '#schema/answer/import-report.ts'
import { formatCount } from '../../format/number.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

const MOST_SHOWN = 50

const cell = (value: string | null) => (value === null ? 'empty' : value)

/** What is wrong, each reason once for each column, with how many rows it keeps out and the first of them. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const shown = problems.slice(0, MOST_SHOWN)
  const rest = problems.length - shown.length
  return (
    <Disclosure
      summary={problems.length === 1 ? '1 problem' : `${formatCount(problems.length)} problems`}
      open={problems.length <= 5}
    >
      <DataTable
        label="Problems"
        head={['Rows', 'Column', 'What is wrong', 'First ones']}
        rows={shown.map(({ row, column, value, reason, count, further }) => ({
          key: `${column} ${reason}`,
          cells: [
            formatCount(count),
            column ?? 'all',
            reason,
            <Fragment key="first">
              {[{ row, value }, ...further].map((one) => (
                <div key={one.row}>
                  row {formatCount(one.row)}: <code>{cell(one.value)}</code>
                </div>
              ))}
            </Fragment>,
          ],
        }))}
      />
      {rest > 0 && <p>{formatCount(rest)} more.</p>}
    </Disclosure>
  )
}
