import { type KeyboardEvent, use, useEffect, useRef } from 'react'
import type { RankRow } from '#schema/answer/rank-answer.ts'
import { assetAddress } from '../../api/assets.ts'
import { formatDay } from '../../format/date.ts'
import { WornOutContext } from '../fatigue/worn-out.ts'
import { LooksContext } from '../gallery/use-looks.ts'
import classes from './row-name.module.css'

/** Names differ at their end as often as at their start: the last characters are never cut off. */
const TAIL = 9

export interface RowNameProps {
  row: RankRow
  networks: string
  tabIndex: number
  takeFocus: boolean
  onFocus: () => void
  onKeyDown: (event: KeyboardEvent) => void
  onOpen: () => void
}

export function RowName({ row, networks, tabIndex, takeFocus, onFocus, onKeyDown, onOpen }: RowNameProps) {
  const button = useRef<HTMLButtonElement>(null)
  const worn = use(WornOutContext).get(row.key)
  const { pictures, labels } = use(LooksContext)
  const picture = pictures.get(row.key)
  const tags = (labels.get(row.key) ?? []).map((value) => value.replaceAll('_', ' '))
  const told = [networks, ...tags].filter((text) => text !== '')
  useEffect(() => {
    if (takeFocus) button.current?.focus({ preventScroll: true })
  }, [takeFocus])

  return (
    <div className={classes.name} data-pictured={pictures.size > 0}>
      {pictures.size > 0 && (
        <span className={classes.picture}>
          {picture !== undefined && <img src={assetAddress(picture, 'thumbnail')} alt="" loading="lazy" />}
        </span>
      )}
      <button
        ref={button}
        type="button"
        className={classes.open}
        tabIndex={tabIndex}
        title={row.name}
        aria-label={`${row.name}, details`}
        onClick={onOpen}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      >
        <span>{row.name.slice(0, -TAIL)}</span>
        <span>{row.name.slice(-TAIL)}</span>
      </button>
      {(told.length > 0 || worn) && (
        <div className={classes.networks}>
          {worn?.changed && (
            <span className={classes.worn}>Wears out since {formatDay(worn.changed)} · </span>
          )}
          {told.join(' · ')}
        </div>
      )}
    </div>
  )
}
