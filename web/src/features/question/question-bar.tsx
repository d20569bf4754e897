import type { Project } from '../../api/answers.ts'
import { labelDimension, labelEvent } from '../../format/words.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { type Option, Select } from '../../ui/select.tsx'
import { FilterBar } from './filter-bar.tsx'
import classes from './question-bar.module.css'
import type { RankView } from './rank-view.ts'
import { TimeRangePicker } from './time-range-picker.tsx'

const GROUPINGS = ['creative', 'ad', 'ad_group', 'campaign', 'network', 'country', 'os', 'format'] as const
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
  const event = view.event ?? asked?.event ?? 'install'
  const known = project?.dimensions ?? GROUPINGS
  const groupings = [
    ...GROUPINGS.filter((name) => known.includes(name) || name === 'creative'),
    ...known.filter((name) => !GROUPINGS.some((grouping) => grouping === name) && !name.endsWith('_id')),
  ]
  if (!groupings.includes(by)) groupings.push(by)
  const events = [...new Set([...(project?.events ?? []), event])]

  return (
    <section className={classes.bar} aria-label="Question">
      <Select
        label="Group by"
        value={by}
        options={groupings.map((name) => ({ value: name, label: labelDimension(name) }))}
        onChange={(next) => changeView({ by: next, row: null })}
        width={128}
      />
      <Select
        label="Event"
        value={event}
        options={events.map((name) => ({ value: name, label: labelEvent(name) }))}
        onChange={(next) => changeView({ event: next })}
        width={128}
      />
      <TimeRangePicker
        range={view.range}
        days={project?.days ?? null}
        onChange={(range) => changeView({ range })}
      />
      <Select
        label="Compare"
        value={view.adjust}
        options={comparisons(view.adjust)}
        onChange={(adjust) => changeView({ adjust })}
        width={128}
      />
      <NumberField
        label="Min. impressions"
        value={view.minImpressions}
        step={1000}
        onCommit={(minImpressions) => changeView({ minImpressions })}
      />
      <FilterBar
        filters={view.where}
        dimensions={known}
        sample={view.sample}
        onChange={(where) => changeView({ where })}
      />
    </section>
  )
}
