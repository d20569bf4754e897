import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { formatCount } from '../../format/number.ts'
import { toSentence } from '../../format/words.ts'
import { Missing } from '../../ui/missing.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { RecordTable } from '../../ui/record-table.tsx'
import { State } from '../../ui/state.tsx'
import section from '../answer/section.module.css'
import { WhereFrom } from '../provenance/where-from.tsx'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useSampleAsked } from '../shell/use-sample-asked.ts'
import { DataHead } from './data-head.tsx'

const STATEMENT = `SELECT q.file_name AS file, q.load AS load, q.row AS row, q.column_name AS column_name,
  q.value AS value, q.reason AS reason
FROM quarantined q JOIN loads l ON l.load = q.load
WHERE l.undone_at IS NULL
ORDER BY q.load DESC, q.row`

/** Rows that could not be read, each with its place in its file and why. */
export function QuarantinePage() {
  usePageTitle('Quarantine')
  const sample = useSampleAsked()
  const asked = useQuery(
    askQuery<SqlQueryAnswer>('sql', {
      statement: [STATEMENT],
      limit: ['20000'],
      ...(sample === null ? {} : { sample: [sample] }),
    }),
  )
  const answer = asked.isError ? undefined : asked.data
  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <DataHead title="Quarantine" />
      {asked.isPending && <PlaceholderRows count={5} label="Looking up unread rows" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer?.rows.length === 0 && (
        <State
          icon={<IconCircleCheck size={28} stroke={1.4} aria-hidden />}
          title="Every row of every file was read"
        >
          A row that cannot be read is kept here with its reason; it never stops the rest of its file.
        </State>
      )}
      {answer && answer.rows.length > 0 && (
        <>
          <p className={section.quiet}>
            These rows count nowhere. Mend them in the file and import it again; that replaces what it covers.
          </p>
          <RecordTable
            title={`${formatCount(answer.rows.length)} unread rows`}
            file="quarantine"
            rows={answer.rows}
            keyOf={(row) => JSON.stringify(row)}
            columns={[
              { name: 'file', label: 'File', value: (row) => row[0] ?? null },
              {
                name: 'row',
                label: 'Row',
                numeric: true,
                value: (row) => row[2] ?? null,
                cell: (row) => formatCount(Number(row[2] ?? 0)),
              },
              { name: 'column', label: 'Column', value: (row) => row[3] ?? null },
              {
                name: 'value',
                label: 'Value',
                value: (row) => row[4] ?? null,
                cell: (row) =>
                  row[4] === null || row[4] === undefined ? (
                    <Missing reason="The cell is empty." />
                  ) : (
                    <code>{String(row[4])}</code>
                  ),
              },
              {
                name: 'reason',
                label: 'Reason',
                wide: true,
                value: (row) => toSentence(String(row[5] ?? '')),
              },
            ]}
            tools={
              <WhereFrom
                origin={{
                  question: [['Listed', 'rows in quarantine, of loads that were not taken back']],
                  basis: null,
                  freshness: answer.freshness,
                  notes: answer.notes,
                  sql: [STATEMENT],
                }}
                of="unread rows"
              />
            }
          />
        </>
      )}
    </>
  )
}
