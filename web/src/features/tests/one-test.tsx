import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TestShowAnswer } from '#schema/answer/test-show-answer.ts'
import { askQuery } from '../../api/ask.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { WhereFrom } from '../provenance/where-from.tsx'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { TestAnswer } from './test-answer.tsx'
import { testOrigin } from './test-origin.ts'
import type { TestsView } from './tests-view.ts'

export interface OneTestProps {
  view: TestsView
  test: string
  changeView: (change: Partial<TestsView>) => void
}

/** One declared test, today or as it stood on a past day. */
export function OneTest({ view, test, changeView }: OneTestProps) {
  const scope = useScopeParams()
  const asked = useQuery(
    askQuery<TestShowAnswer>('test-show', {
      id: [test],
      ...(view.on === null ? {} : { on: [view.on] }),
      ...(view.sample === null ? {} : { sample: [view.sample] }),
    }),
  )
  const answer = asked.isError ? undefined : asked.data
  const title = answer?.state.name ?? test
  usePageTitle(title)
  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <Link to="/tests" search={scope}>
        All tests
      </Link>
      <PageHead
        title={title}
        {...(answer?.state.question ? { summary: answer.state.question } : {})}
        tools={
          <>
            <TextField
              label="As it stood on"
              hideLabel
              type="date"
              value={view.on ?? answer?.state.countedTo ?? ''}
              onChange={(day) => changeView({ on: day === '' ? null : day })}
            />
            <WhereFrom origin={answer && testOrigin(answer)} />
          </>
        }
      />
      {asked.isPending && <PlaceholderRows count={6} label="Reading the test" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer && <TestAnswer answer={answer} stale={asked.isPlaceholderData} />}
    </>
  )
}
