import type { Project } from '../../api/answers.ts'
import { labelDimension } from '../../format/words.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { type Option, Select } from '../../ui/select.tsx'
import { ScopeBar } from '../scope/scope-bar.tsx'
import { groupingsOf } from './groupings.ts'
import type { RankView } from './rank-view.ts'

const COMPARISONS: readonly Option[] = [
  { value: 'mix', label: 'On one mix' },
  { value: 'none', label: 'Plain rates' },
]

/** Dimensions that somebody wrote into the address are kept as a choice of their own. */
function comparisons(adjust: string): Option[] {
  const named = { value: adjust, label: `By ${adjust.split(',').map(labelDimension).join(', ')}` }
  return COMPARISONS.some(({ value }) => value === adjust) ? [...COMPARISONS] : [...COMPARISONS, named]
}

export interface QuestionBarProps {
  view: RankView
  /** What the server chose or was told to rank, once it has answered. */
  asked: { by: string; event: string } | undefined
  changeView: (change: Partial<RankView>) => void
  project: Project | undefined
}

/** What is asked: grouping, event, days, what rates are compared on, smallest volume and filters. */
export function QuestionBar({ view, asked, changeView, project }: QuestionBarProps) {
  const by = view.by ?? asked?.by ?? 'creative'
  return (
    <ScopeBar
      scope={view}
      counted={asked?.event}
      changeScope={changeView}
      project={project}
      summary="Grouping, event, days, filters"
      before={
        <Select
          label="Group by"
          value={by}
          options={groupingsOf(project, by)}
          onChange={(next) => changeView({ by: next, row: null })}
          width={128}
        />
      }
      between={
        <>
          <Select
            label="Compare"
            value={view.adjust}
            options={comparisons(view.adjust)}
            onChange={(adjust) => changeView({ adjust })}
            width={128}
          />
          <NumberField
            label="Min. impressions"
            hint="Leaves out what was shown less often. Small volumes are noisy, but each rate is shrunk and carries its range, so none has to be hidden."
            value={view.minImpressions}
            step={1000}
            onCommit={(minImpressions) => changeView({ minImpressions })}
          />
        </>
      }
    />
  )
}
