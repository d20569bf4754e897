import type { KeyboardEvent, ReactNode } from 'react'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { formatMoney } from '../../format/money.ts'
import { formatCount, formatProbability, formatRate } from '../../format/number.ts'
import { DecisionCell } from '../decision/decision-cell.tsx'
import { Figure } from '../row-details/figure.tsx'
import grid from './rank-grid.module.css'
import classes from './rank-line.module.css'
import { RowAdjusted } from './row-adjusted.tsx'
import { RowName } from './row-name.tsx'
import { RowRate } from './row-rate.tsx'
import { RowTrend } from './row-trend.tsx'
import { RowWhisker } from './row-whisker.tsx'

export interface RankLineProps {
  row: RankRow
  event: string
  /** Where it ran, in words; empty where the row is a network. */
  networks: string
  benchmark: number | null
  /** Whether rates were put on a common mix. */
  adjusted: boolean
  scale: RateScale | null
  index: number
  count: number
  offset: number
  active: boolean
  takeFocus: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onOpen: () => void
}

/** One ranked object as a row of the table. */
export function RankLine(props: RankLineProps) {
  const { row, networks, benchmark, adjusted, scale, index, offset } = props
  const { active, takeFocus, onFocus, onKeyDown, onOpen } = props
  const tabIndex = active ? 0 : -1

  function count(field: 'impressions' | 'conversions' | 'rank') {
    return <Figure row={row} field={field} value={row[field]} format={formatCount} tabIndex={tabIndex} />
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by offset
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`${grid.line} ${classes.line}`}
      data-adjusted={adjusted}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <Cell className={grid.rank}>{count('rank')}</Cell>
      <Cell className={grid.name}>
        <RowName
          row={row}
          networks={networks}
          tabIndex={tabIndex}
          takeFocus={takeFocus}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
          onOpen={onOpen}
        />
      </Cell>
      <Cell className={grid.impressions}>{count('impressions')}</Cell>
      <Cell className={grid.spend}>
        <Figure
          row={row}
          field="spend"
          value={row.spend}
          format={(value) => formatMoney(value, row.currency)}
          tabIndex={tabIndex}
        />
      </Cell>
      <Cell className={grid.conversions}>{count('conversions')}</Cell>
      <Cell className={`${grid.perMille} ${classes.rate}`}>
        <RowRate row={row} tabIndex={tabIndex} />
      </Cell>
      {adjusted && (
        <Cell className={grid.adjusted}>
          <RowAdjusted row={row} tabIndex={tabIndex} />
        </Cell>
      )}
      <Cell className={grid.whisker}>
        <RowWhisker row={row} adjusted={adjusted} scale={scale} benchmark={benchmark} tabIndex={tabIndex} />
      </Cell>
      <Cell className={grid.shrunk}>
        <Figure row={row} field="shrunk" value={row.shrunk} format={formatRate} tabIndex={tabIndex} />
      </Cell>
      <Cell className={grid.probabilityBest}>
        <Figure
          row={row}
          field="probabilityBest"
          value={row.probabilityBest}
          format={formatProbability}
          tabIndex={tabIndex}
        />
      </Cell>
      <Cell className={grid.trend}>
        <RowTrend row={row} tabIndex={tabIndex} />
      </Cell>
      <Cell className={grid.decision}>
        <DecisionCell row={row} tabIndex={tabIndex} onOpenRow={onOpen} />
      </Cell>
    </div>
  )
}

function Cell({ className, children }: { className: string | undefined; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by offset
    <div role="cell" className={className}>
      {children}
    </div>
  )
}
