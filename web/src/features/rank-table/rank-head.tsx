import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { WhiskerAxis } from '../../charts/whisker-axis.tsx'
import { Hint } from '../../ui/hint.tsx'
import { SORT_COLUMNS, type Sort, type SortColumn } from '../question/rank-view.ts'
import { describeColumn, startsDescending } from './columns.ts'
import grid from './rank-grid.module.css'
import classes from './rank-head.module.css'

export interface RankHeadProps {
  answer: RankAnswer
  scale: RateScale | null
  sort: Sort
  onSort: (sort: Sort) => void
}

function sortNext(column: SortColumn, sort: Sort): Sort {
  if (sort.column === column) return { column, descending: !sort.descending }
  return { column, descending: startsDescending(column) }
}

export function RankHead({ answer, scale, sort, onSort }: RankHeadProps) {
  const { by, event } = answer.question

  function renderHead(column: SortColumn) {
    const { label, hint } = describeColumn(column, by, event)
    const sorted = sort.column === column
    const Arrow = sort.descending ? IconArrowDown : IconArrowUp
    return (
      // biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset
      // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
      <div
        key={column}
        role="columnheader"
        aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
        className={grid[column]}
        data-sorted={sorted}
      >
        <Hint text={hint}>
          <button type="button" className={classes.sort} onClick={() => onSort(sortNext(column, sort))}>
            {label}
            {sorted && <Arrow size={12} stroke={2} aria-hidden />}
          </button>
        </Hint>
      </div>
    )
  }

  const [before, after] = [SORT_COLUMNS.slice(0, 6), SORT_COLUMNS.slice(6)]
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus
    <div role="row" className={`${grid.line} ${classes.head}`} aria-rowindex={1}>
      {before.map(renderHead)}
      {/* biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div role="columnheader" className={grid.whisker}>
        {scale ? <WhiskerAxis scale={scale} benchmark={answer.benchmark} /> : 'Interval'}
      </div>
      {after.slice(0, 2).map(renderHead)}
      {/* biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div role="columnheader" className={`${grid.trend} ${classes.plain}`}>
        Trend
      </div>
      {after.slice(2).map(renderHead)}
    </div>
  )
}
