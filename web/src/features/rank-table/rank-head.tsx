import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { RankAnswer } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { WhiskerAxis } from '../../charts/whisker-axis.tsx'
import { Hint } from '../../ui/hint.tsx'
import type { Sort, SortColumn } from '../question/rank-view.ts'
import { describeColumn, shownColumns, startsDescending } from './columns.ts'
import { isAdjusted } from './compared.ts'
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
  const adjusted = isAdjusted(answer)

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

  const shown = shownColumns(adjusted)
  const whisker = shown.indexOf('shrunk')
  const trend = shown.indexOf('decision')
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset
    // biome-ignore lint/a11y/useFocusableInteractive: the buttons inside take the focus
    <div role="row" className={`${grid.line} ${classes.head}`} data-adjusted={adjusted} aria-rowindex={1}>
      {shown.slice(0, whisker).map(renderHead)}
      {/* biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div role="columnheader" className={grid.whisker}>
        {scale ? <WhiskerAxis scale={scale} benchmark={adjusted ? 'own' : answer.benchmark} /> : 'Interval'}
      </div>
      {shown.slice(whisker, trend).map(renderHead)}
      {/* biome-ignore lint/a11y/useSemanticElements: part of a table placed by offset */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: nothing to do here */}
      <div role="columnheader" className={`${grid.trend} ${classes.plain}`}>
        Trend
      </div>
      {shown.slice(trend).map(renderHead)}
    </div>
  )
}
