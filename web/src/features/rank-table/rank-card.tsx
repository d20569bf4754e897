import { formatCount, formatProbability } from '../../format/number.ts'
import { nameEvents, nameRate } from '../../format/words.ts'
import { DecisionCell } from '../decision/decision-cell.tsx'
import { Figure } from '../row-details/figure.tsx'
import { ownPlaces } from './compared.ts'
import classes from './rank-card.module.css'
import type { RankLineProps } from './rank-line.tsx'
import { RowAdjusted } from './row-adjusted.tsx'
import { RowName } from './row-name.tsx'
import { RowRate } from './row-rate.tsx'
import { RowWhisker } from './row-whisker.tsx'

/** One ranked object where the window is too narrow for a table. */
export function RankCard(props: RankLineProps) {
  const {
    row,
    event,
    networks,
    benchmark,
    adjusted,
    scale,
    index,
    count,
    offset,
    active,
    takeFocus,
    onFocus,
    onKeyDown,
    onOpen,
  } = props
  const tabIndex = active ? 0 : -1
  return (
    // biome-ignore lint/a11y/useSemanticElements: placed by offset
    <div
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={count}
      className={classes.card}
      style={{ transform: `translateY(${offset}px)` }}
    >
      <div className={classes.rank}>
        <Figure row={row} field="rank" value={row.rank} format={formatCount} tabIndex={tabIndex} />
      </div>
      <div className={classes.name}>
        <RowName
          row={row}
          networks={networks}
          tabIndex={tabIndex}
          takeFocus={takeFocus}
          onFocus={onFocus}
          onKeyDown={onKeyDown}
          onOpen={onOpen}
        />
      </div>
      <div className={classes.decision}>
        <DecisionCell row={row} tabIndex={tabIndex} onOpenRow={onOpen} />
      </div>
      <div className={classes.rate}>
        <span>{nameRate(event)}</span>{' '}
        <strong>
          <RowRate row={row} tabIndex={tabIndex} />
        </strong>
        {adjusted && (
          <div className={classes.adjusted}>
            {ownPlaces(row) === undefined && 'same mix '}
            <RowAdjusted row={row} tabIndex={tabIndex} />
          </div>
        )}
      </div>
      <div className={classes.whisker}>
        <RowWhisker row={row} adjusted={adjusted} scale={scale} benchmark={benchmark} tabIndex={tabIndex} />
      </div>
      <div className={classes.counts}>
        <Figure
          row={row}
          field="impressions"
          value={row.impressions}
          format={formatCount}
          tabIndex={tabIndex}
        />{' '}
        impressions ·{' '}
        <Figure
          row={row}
          field="conversions"
          value={row.conversions}
          format={formatCount}
          tabIndex={tabIndex}
        />{' '}
        {nameEvents(event)} · P(best){' '}
        <Figure
          row={row}
          field="probabilityBest"
          value={row.probabilityBest}
          format={formatProbability}
          tabIndex={tabIndex}
        />
      </div>
    </div>
  )
}
