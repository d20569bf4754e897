import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { BudgetAnswer as Answer } from '#schema/answer/budget-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { labelDimension } from '../../format/words.ts'
import { AmountField } from '../../ui/amount-field.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Select } from '../../ui/select.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { groupingsOf } from '../question/groupings.ts'
import { formatScope } from '../scope/scope.ts'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { BudgetAnswer } from './budget-answer.tsx'
import { type BudgetView, budgetView } from './budget-view.ts'

/** The question of the plan as an operation takes it. */
function plannedQuestion({ by, ...scope }: BudgetView): Readonly<Record<string, unknown>> {
  const { where = [], ...single } = formatScope(scope)
  const said = Object.entries(single).flatMap(([name, values]) =>
    values?.[0] === undefined ? [] : [[name, values[0]]],
  )
  return { ...Object.fromEntries(said), by, where }
}

/** Where money should move as far as decisions carry it, and what happens if somebody decides otherwise. */
export function BudgetPage() {
  usePageTitle('Budget')
  const { view, changeView } = useView(budgetView)
  const { by, total, floor, set } = view
  const project = useQuery(projectQuery(view.sample))
  const tried = Object.entries(set)
  const asked = useQuery(
    askQuery<Answer>('budget', {
      ...formatScope(view),
      by: [by],
      ...(total === null ? {} : { total: [String(total)] }),
      ...(floor === null ? {} : { floor: [String(floor)] }),
      ...(tried.length === 0 ? {} : { set: tried.map(([key, amount]) => `${key}=${amount}`) }),
    }),
  )
  const answer = asked.isError ? undefined : asked.data
  const onSet = useCallback(
    (key: string, amount: number | null) => {
      const { [key]: _, ...others } = set
      changeView({ set: amount === null ? others : { ...others, [key]: amount } })
    },
    [set, changeView],
  )
  const isTried = total !== null || floor !== null || tried.length > 0

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title="Budget"
        summary="Where money should move, as far as decisions carry it, and what to expect of it."
        tools={
          <>
            {isTried && (
              <Button onClick={() => changeView({ total: null, floor: null, set: {} })}>
                Back to the plan
              </Button>
            )}
            <WhereFrom
              origin={
                answer &&
                originOf(answer, [
                  ['Counted', answer.question.event],
                  ['Moved between', labelDimension(answer.question.by)],
                  ['Assumed', answer.assumption],
                ])
              }
            />
          </>
        }
      />
      <ScopeBar
        scope={view}
        counted={answer?.question.event}
        changeScope={changeView}
        project={project.data}
        parts={{ allTime: false }}
        summary="Between what, total, floor, event, days, filters"
        before={
          <Select
            label="Between"
            value={by}
            options={groupingsOf(project.data, by)}
            onChange={(next) => changeView({ by: next, set: {} })}
            width={136}
          />
        }
        between={
          <>
            <AmountField
              label="Total to plan"
              placeholder="as spent"
              width={128}
              value={total}
              onCommit={(next) => changeView({ total: next })}
            />
            <AmountField
              label="Floor of a test, %"
              placeholder="¼ of an equal share"
              zero
              width={144}
              value={floor === null ? null : Number((floor * 100).toPrecision(12))}
              onCommit={(next) => changeView({ floor: next === null ? null : Math.min(1, next / 100) })}
            />
          </>
        }
      />
      {asked.isPending && <PlaceholderRows count={8} label="Planning" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.isError && isTried && (
        <Button onClick={() => changeView({ total: null, floor: null, set: {} })}>Back to the plan</Button>
      )}
      {answer && (
        <BudgetAnswer
          answer={answer}
          set={set}
          onSet={onSet}
          stale={asked.isPlaceholderData}
          asked={plannedQuestion(view)}
        />
      )}
    </>
  )
}
