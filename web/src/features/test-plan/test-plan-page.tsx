import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { postJson } from '../../api/client.ts'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import section from '../answer/section.module.css'
import { ObjectPicker } from '../objects/object-picker.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { useScopeParams } from '../shell/use-scope-params.ts'
import { PlanAnswer } from './plan-answer.tsx'
import { PlanForm } from './plan-form.tsx'
import { MOST_ARMS, planInput, planView } from './plan-view.ts'
import { RoughSize } from './rough-size.tsx'

/** What a test costs, how long it takes, and declaring it. */
export function TestPlanPage() {
  usePageTitle('Plan a test')
  const { view, changeView } = useView(planView)
  const scope = useScopeParams()
  const project = useQuery(projectQuery(view.sample))
  const enough = view.arms.length + view.upcoming.length > 1
  const input = planInput(view)
  const plan = useQuery({
    queryKey: ['test-plan', input],
    queryFn: () => postJson<TestPlanAnswer>('/api/v1/test-plan', input),
    enabled: enough,
    placeholderData: (before) => before,
  })
  const answer = enough && !plan.isError ? plan.data : undefined
  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <Link to="/tests" search={scope}>
        All tests
      </Link>
      <PageHead
        title="Plan a test"
        summary="What it costs and how long it takes, before anything is spent. The first arm is the control."
      />
      <ObjectPicker
        by="creative"
        sample={view.sample}
        objects={view.arms}
        most={MOST_ARMS}
        label="Arms"
        onChange={(arms) => changeView({ arms })}
      />
      <PlanForm view={view} changeView={changeView} currency={project.data?.currency ?? null} />
      <div className={section.parts}>
        {!enough && <RoughSize view={view} currency={project.data?.currency ?? null} />}
        {enough && plan.isPending && <PlaceholderRows count={5} label="Planning" />}
        {enough && plan.isError && <ProblemState error={plan.error} onRetry={() => void plan.refetch()} />}
        {answer && <PlanAnswer answer={answer} input={input} stale={plan.isPlaceholderData} />}
      </div>
    </>
  )
}
