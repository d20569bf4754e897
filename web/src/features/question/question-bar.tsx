import type { Project } from '../../api/answers.ts'
import { labelDimension, labelEvent } from '../../format/words.ts'
import { NumberField } from '../../ui/number-field.tsx'
import { Select } from '../../ui/select.tsx'
import { FilterBar } from './filter-bar.tsx'
import classes from './question-bar.module.css'
import type { RankView } from './rank-view.ts'
import { TimeRangePicker } from './time-range-picker.tsx'

const GROUPINGS = ['creative', 'ad', 'ad_group', 'campaign', 'network', 'country', 'os', 'format'] as const

export interface QuestionBarProps {
  view: RankView
  changeView: (change: Partial<RankView>) => void
  project: Project | undefined
}

/** What is asked: grouping, event, days, smallest volume and filters. */
export function QuestionBar({ view, changeView, project }: QuestionBarProps) {
  const known = project?.dimensions ?? GROUPINGS
  const groupings = [
    ...GROUPINGS.filter((name) => known.includes(name) || name === 'creative'),
    ...known.filter((name) => !GROUPINGS.some((grouping) => grouping === name) && !name.endsWith('_id')),
  ]
  if (!groupings.includes(view.by)) groupings.push(view.by)
  const events = [...new Set(['install', ...(project?.events ?? []), view.event])]

  return (
    <section className={classes.bar} aria-label="Question">
      <Select
        label="Group by"
        value={view.by}
        options={groupings.map((name) => ({ value: name, label: labelDimension(name) }))}
        onChange={(by) => changeView({ by, row: null })}
        width={128}
      />
      <Select
        label="Event"
        value={view.event}
        options={events.map((name) => ({ value: name, label: labelEvent(name) }))}
        onChange={(event) => changeView({ event })}
        width={128}
      />
      <TimeRangePicker
        range={view.range}
        days={project?.days ?? null}
        onChange={(range) => changeView({ range })}
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
