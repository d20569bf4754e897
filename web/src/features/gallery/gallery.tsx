import { IconPhotoOff } from '@tabler/icons-react'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { use, useLayoutEffect, useRef, useState } from 'react'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import { assetAddress } from '../../api/assets.ts'
import { formatPerMille } from '../../format/number.ts'
import { nameRate } from '../../format/words.ts'
import { LooseFiles } from '../creative-drop/loose-files.tsx'
import { DecisionBadge } from '../decision/decision-badge.tsx'
import classes from './gallery.module.css'
import { LooksContext } from './use-looks.ts'

const CARD_WIDTH = 200
const CARD_HEIGHT = 278
const GAP = 16

export interface GalleryProps {
  answer: RankAnswer
  rows: readonly RankRow[]
  onOpen: (key: string) => void
}

/** The ranked creatives as their pictures, in their order; only those in sight are drawn. */
export function Gallery({ answer, rows, onOpen }: GalleryProps) {
  const body = useRef<HTMLDivElement>(null)
  const [frame, setFrame] = useState({ top: 0, width: 0 })
  const { pictures } = use(LooksContext)

  useLayoutEffect(() => {
    const measure = () => {
      const box = body.current?.getBoundingClientRect()
      if (!box) return
      const next = { top: Math.round(box.top + window.scrollY), width: box.width }
      setFrame((known) => (known.top === next.top && known.width === next.width ? known : next))
    }
    measure()
    // What stands above comes later and moves the pictures.
    const watched = new ResizeObserver(measure)
    watched.observe(document.body)
    return () => watched.disconnect()
  }, [])

  const columns = Math.max(1, Math.floor((frame.width + GAP) / (CARD_WIDTH + GAP)))
  const virtualizer = useWindowVirtualizer({
    count: Math.ceil(rows.length / columns),
    estimateSize: () => CARD_HEIGHT,
    overscan: 3,
    scrollMargin: frame.top,
  })
  return (
    <>
      <LooseFiles rows={rows} />
      {/* biome-ignore lint/a11y/useSemanticElements: rows of cards are placed by offset */}
      <div
        role="list"
        aria-label="Creatives in pictures"
        ref={body}
        className={classes.frame}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => (
          <div
            key={key}
            role="presentation"
            className={classes.row}
            style={{
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              transform: `translateY(${start - frame.top}px)`,
            }}
          >
            {rows.slice(index * columns, (index + 1) * columns).map((row) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div role="listitem" key={row.key}>
                <Card row={row} answer={answer} picture={pictures.get(row.key) ?? null} onOpen={onOpen} />
              </div>
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

interface CardProps {
  row: RankRow
  answer: RankAnswer
  picture: string | null
  onOpen: (key: string) => void
}

function Card({ row, answer, picture, onOpen }: CardProps) {
  const rate = nameRate(answer.question.event)
  return (
    <button
      type="button"
      className={classes.card}
      title={row.name}
      aria-label={`${row.name}, open`}
      onClick={() => onOpen(row.key)}
    >
      <span className={classes.picture}>
        {picture === null ? (
          <IconPhotoOff size={24} stroke={1.4} aria-hidden />
        ) : (
          <img src={assetAddress(picture, 'thumbnail')} alt="" loading="lazy" />
        )}
      </span>
      <span className={classes.name}>{row.name}</span>
      <span className={classes.figures}>
        <span>
          {rate} {row.perMille === null ? '—' : formatPerMille(row.perMille)}
        </span>
        <DecisionBadge decision={row.decision} />
      </span>
    </button>
  )
}
