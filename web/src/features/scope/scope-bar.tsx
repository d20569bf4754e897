import type { ReactNode } from 'react'
import type { Project } from '../../api/answers.ts'
import { labelEvent } from '../../format/words.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Select } from '../../ui/select.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { FilterBar } from './filter-bar.tsx'
import type { Scope } from './scope.ts'
import classes from './scope-bar.module.css'
import { TimeRangePicker } from './time-range-picker.tsx'

export interface ScopeBarProps {
  scope: Scope
  /** The event that was counted, once the server has answered. */
  counted: string | undefined
  changeScope: (change: Partial<Scope>) => void
  project: Project | undefined
  /** Whether the page counts one event at all, and whether it can be about all days at once. */
  parts?: { event?: boolean; allTime?: boolean }
  /** What the page asks besides: before the event, and between days and filters. */
  before?: ReactNode
  between?: ReactNode
  /** What stands in the bar, for where it is folded. */
  summary?: string
}

/** What every page is asked about: event, days and filters. */
export function ScopeBar({
  scope,
  counted,
  changeScope,
  project,
  parts = {},
  before,
  between,
  summary = 'Event, days, filters',
}: ScopeBarProps) {
  const narrow = useNarrow()
  const event = scope.event ?? counted ?? 'install'
  const events = [...new Set([...(project?.events ?? []), event])]
  const bar = (
    <section className={classes.bar} aria-label="Question">
      {before}
      {(parts.event ?? true) && (
        <Select
          label="Event"
          value={event}
          options={events.map((name) => ({ value: name, label: labelEvent(name) }))}
          onChange={(next) => changeScope({ event: next })}
          width={128}
        />
      )}
      <TimeRangePicker
        range={scope.range}
        days={project?.days ?? null}
        allTime={parts.allTime ?? true}
        onChange={(range) => changeScope({ range })}
      />
      {between}
      <FilterBar
        filters={scope.where}
        dimensions={project?.dimensions ?? []}
        sample={scope.sample}
        onChange={(where) => changeScope({ where })}
      />
    </section>
  )
  return narrow ? <Disclosure summary={summary}>{bar}</Disclosure> : bar
}
