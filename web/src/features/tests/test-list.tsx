import { IconFlaskOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import type { TestListAnswer } from '#schema/answer/test-list-answer.ts'
import type { TestState } from '#schema/answer/test-state.ts'
import { askQuery } from '../../api/ask.ts'
import { formatDays } from '../../format/date.ts'
import { formatCount } from '../../format/number.ts'
import { toSentence } from '../../format/words.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { type Column, RecordTable } from '../../ui/record-table.tsx'
import { State } from '../../ui/state.tsx'
import { Measure } from '../answer/measure.tsx'
import section from '../answer/section.module.css'
import { Notes } from '../provenance/notes.tsx'
import type { SampleName } from '../scope/sample.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { VerdictBadge } from './verdict-badge.tsx'
import { DESIGNS, STATUSES } from './verdict-words.ts'

/** Every declared test with where it stands. */
export function TestList({ sample }: { sample: SampleName | null }) {
  usePageTitle('Tests')
  const scope = useScopeParams()
  const asked = useQuery(askQuery<TestListAnswer>('test-list', sample === null ? {} : { sample: [sample] }))
  const answer = asked.isError ? undefined : asked.data
  const columns = useMemo<Column<TestState>[]>(
    () => [
      {
        name: 'test',
        label: 'Test',
        value: (row) => row.name,
        cell: (row) => (
          <div className={section.name}>
            <Link to="/tests" search={{ ...scope, test: [row.test] }}>
              {row.name}
            </Link>
            {row.question !== null && <div className={section.quiet}>{row.question}</div>}
          </div>
        ),
      },
      { name: 'status', label: 'Status', value: (row) => STATUSES[row.status] },
      {
        name: 'verdict',
        label: 'Verdict',
        value: (row) => row.verdict,
        cell: (row) => <VerdictBadge verdict={row.verdict} />,
      },
      {
        name: 'leader',
        label: 'Leads',
        value: (row) => row.leader,
        cell: (row) => row.leader ?? <Measure value={null} format={String} reason={row.notComputed.leader} />,
      },
      { name: 'arms', label: 'Arms', value: (row) => row.arms.join(' · ') },
      { name: 'design', label: 'Design', value: (row) => DESIGNS[row.design] },
      {
        name: 'days',
        label: 'Days',
        value: (row) => formatDays(row.start, row.end),
        cell: (row) => <span style={{ whiteSpace: 'nowrap' }}>{formatDays(row.start, row.end)}</span>,
      },
      {
        name: 'counted',
        label: 'Counted',
        numeric: true,
        value: (row) => row.days,
        cell: (row) => formatCount(row.days),
      },
      { name: 'next_step', label: 'Next step', wide: true, value: (row) => toSentence(row.nextStep) },
    ],
    [scope],
  )
  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title="Tests"
        summary="Declared in permille.yaml before they begin, and read with bounds that hold at every look."
        tools={
          <Link className="action-link" to="/tests/plan" search={scope}>
            Plan a test
          </Link>
        }
      />
      {asked.isPending && <PlaceholderRows count={5} label="Reading the tests" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer && (
        <div className={section.parts}>
          <Notes notes={answer.notes.filter(({ code }) => code !== 'sample')} />
          {answer.tests.length === 0 ? (
            <State
              icon={<IconFlaskOff size={28} stroke={1.4} aria-hidden />}
              title="No test is declared yet"
              actions={
                <Link className="action-link" to="/tests/plan" search={scope}>
                  Plan the first
                </Link>
              }
            >
              A plan says what a test costs and how long it takes before anything is spent.
            </State>
          ) : (
            <RecordTable
              title="Declared tests"
              file="tests"
              columns={columns}
              rows={answer.tests}
              keyOf={({ test }) => test}
            />
          )}
        </div>
      )}
    </>
  )
}
