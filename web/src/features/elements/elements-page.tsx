import { IconFileText, IconPuzzle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ElementsAnswer } from '#schema/answer/elements-answer.ts'
import { projectQuery } from '../../api/answers.ts'
import { askQuery } from '../../api/ask.ts'
import { saveFile } from '../../format/save-file.ts'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PlaceholderRows } from '../../ui/placeholder-rows.tsx'
import { ProblemState } from '../../ui/problem-state.tsx'
import { Select } from '../../ui/select.tsx'
import { State } from '../../ui/state.tsx'
import { originOf } from '../provenance/origin.ts'
import { WhereFrom } from '../provenance/where-from.tsx'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { useView } from '../scope/use-view.ts'
import { SampleBanner } from '../shell/sample-banner.tsx'
import { usePageTitle } from '../shell/use-page-title.ts'
import { ElementsReadout } from './elements-answer.tsx'
import { CHANNELS, elementsView, RATES } from './elements-view.ts'

/** What goes with the elements of creatives, and what to try next. */
export function ElementsPage() {
  usePageTitle('Elements')
  const { view, changeView } = useView(elementsView)
  const project = useQuery(projectQuery(view.sample))
  const asked = useQuery(
    askQuery<ElementsAnswer>('elements', { ...elementsView.format(view), brief: ['md'] }),
  )
  const answer = asked.isError ? undefined : asked.data
  const brief = answer?.brief ?? null
  const rates = RATES.some(({ value }) => value === (view.metric ?? 'usual'))
    ? RATES
    : [...RATES, { value: view.metric ?? '', label: answer?.question.label ?? view.metric ?? '' }]

  return (
    <>
      <SampleBanner freshness={answer?.freshness} />
      <PageHead
        title="Elements"
        summary="Which hooks, lengths and formats go with better rates, and what to try next"
        tools={
          <>
            {brief !== null && (
              <Button
                kind="quiet"
                icon={<IconFileText size={16} stroke={1.6} aria-hidden />}
                onClick={() => saveFile('elements.md', 'text/markdown', brief)}
              >
                Brief
              </Button>
            )}
            <WhereFrom
              origin={
                answer &&
                originOf(answer, [
                  ['Rate', answer.question.label],
                  ['Elements', answer.question.elements.join(', ') || 'none known'],
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
        summary="Rate, event, days, filters"
        before={
          <Select
            label="Rate"
            value={view.metric ?? 'usual'}
            options={rates.map((rate) => ({ ...rate }))}
            onChange={(value) => changeView({ metric: value === 'usual' ? null : value })}
            width={184}
          />
        }
        between={
          <Select
            label="By"
            value={view.per ?? 'none'}
            options={CHANNELS.map((channel) => ({ ...channel }))}
            onChange={(value) =>
              changeView({ per: value === 'network' || value === 'country' ? value : null })
            }
            width={128}
          />
        }
      />
      {asked.isPending && <PlaceholderRows count={8} label="Reading the elements" />}
      {asked.isError && <ProblemState error={asked.error} onRetry={() => void asked.refetch()} />}
      {answer &&
        (answer.question.elements.length === 0 ? (
          <State
            icon={<IconPuzzle size={28} stroke={1.4} aria-hidden />}
            title="Nothing tells what creatives are made of"
          >
            Write how their names are built under <code>naming</code> in permille.yaml, such as{' '}
            <code>{'creative: "{concept}_{hook}_{length}"'}</code>; each part becomes an element. Tags that
            reports carry are elements too.
          </State>
        ) : (
          <ElementsReadout answer={answer} stale={asked.isPlaceholderData} />
        ))}
    </>
  )
}
