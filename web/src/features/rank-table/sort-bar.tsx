import { IconSortAscending, IconSortDescending } from '@tabler/icons-react'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { WhiskerAxis } from '../../charts/whisker-axis.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Select } from '../../ui/select.tsx'
import type { Sort } from '../question/rank-view.ts'
import { describeColumn, shownColumns, startsDescending } from './columns.ts'
import { isAdjusted } from './compared.ts'
import classes from './sort-bar.module.css'

export interface SortBarProps {
  answer: RankAnswer
  scale: RateScale | null
  sort: Sort
  onSort: (sort: Sort) => void
}

/** Sorting and the shared axis where there is no table head. */
export function SortBar({ answer, scale, sort, onSort }: SortBarProps) {
  const { by, event } = answer.question
  const adjusted = isAdjusted(answer)
  const shown = shownColumns(adjusted)
  return (
    <div className={classes.bar}>
      <Select
        label="Sort by"
        hideLabel
        value={sort.column}
        options={shown.map((column) => ({
          value: column,
          label: column === 'rank' ? 'Rank' : describeColumn(column, by, event).label,
        }))}
        onChange={(value) => {
          const column = shown.find((known) => known === value)
          if (column) onSort({ column, descending: startsDescending(column) })
        }}
        width={120}
      />
      <IconButton
        label={sort.descending ? 'Largest first' : 'Smallest first'}
        onClick={() => onSort({ ...sort, descending: !sort.descending })}
      >
        {sort.descending ? (
          <IconSortDescending size={16} stroke={1.6} />
        ) : (
          <IconSortAscending size={16} stroke={1.6} />
        )}
      </IconButton>
      <div className={classes.axis}>
        {scale && <WhiskerAxis scale={scale} benchmark={adjusted ? 'own' : answer.benchmark} />}
      </div>
    </div>
  )
}
