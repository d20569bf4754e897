import type { Problem } from '#schema/answer/import-report.ts'
import { formatCount } from '../../format/number.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'

const MOST_SHOWN = 50

/** What is wrong, by row and column. */
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
        head={['Row', 'Column', 'Value', 'What is wrong']}
        rows={shown.map((problem, index) => ({
          key: String(index),
          cells: [
            problem.row === null ? 'all' : formatCount(problem.row),
            problem.column ?? 'all',
            problem.value === null ? 'empty' : <code key="v">{problem.value}</code>,
            problem.reason,
          ],
        }))}
      />
      {rest > 0 && <p>{formatCount(rest)} more.</p>}
    </Disclosure>
  )
}
