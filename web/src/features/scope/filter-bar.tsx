import { IconFilter, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { labelDimension } from '../../format/words.ts'
import { Button } from '../../ui/button.tsx'
import { Popover } from '../../ui/popover.tsx'
import type { Filter } from './filter.ts'
import classes from './filter-bar.module.css'
import { FilterEditor } from './filter-editor.tsx'

export interface FilterBarProps {
  filters: readonly Filter[]
  dimensions: readonly string[]
  sample: string | null
  onChange: (filters: readonly Filter[]) => void
}

const WORDS = { '=': 'is', '!=': 'is not', in: 'is', '~': 'contains' } as const

function describeFilter(filter: Filter): string {
  return `${labelDimension(filter.field)} ${WORDS[filter.operator]} ${filter.values.join(', ')}`
}

/** The filters in force, each removable, and a way to add one. */
export function FilterBar({ filters, dimensions, sample, onChange }: FilterBarProps) {
  const [opened, setOpened] = useState(false)
  return (
    <div className={classes.filters}>
      <Popover
        opened={opened}
        onChange={setOpened}
        width={296}
        label="Add a filter"
        trigger={
          <Button
            icon={<IconFilter size={15} stroke={1.6} aria-hidden />}
            expanded={opened}
            onClick={() => setOpened(!opened)}
          >
            Filter
          </Button>
        }
      >
        <FilterEditor
          dimensions={dimensions}
          filters={filters}
          sample={sample}
          onApply={(next) => {
            setOpened(false)
            onChange(next)
          }}
        />
      </Popover>
      {filters.map((filter, index) => {
        const text = describeFilter(filter)
        return (
          <span key={text} className={classes.chip}>
            {text}
            <button
              type="button"
              aria-label={`Remove filter: ${text}`}
              onClick={() => onChange(filters.filter((_, place) => place !== index))}
            >
              <IconX size={12} stroke={2} aria-hidden />
            </button>
          </span>
        )
      })}
      {filters.length > 1 && (
        <Button kind="quiet" onClick={() => onChange([])}>
          Clear all
        </Button>
      )}
    </div>
  )
}
