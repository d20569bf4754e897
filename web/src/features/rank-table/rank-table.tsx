import { useTable } from '@tanstack/react-table'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { type NetworkLabels, nameNetworks, namePlural } from '../../format/words.ts'
import { useNarrow } from '../../ui/use-narrow.ts'
import type { RankView, Sort } from '../question/rank-view.ts'
import type { ChangeView } from '../question/use-rank-view.ts'
import { columns, features } from './columns.ts'
import { RankCard } from './rank-card.tsx'
import { RankHead } from './rank-head.tsx'
import { RankLine, type RankLineProps } from './rank-line.tsx'
import classes from './rank-table.module.css'
import { SortBar } from './sort-bar.tsx'

const ROW_HEIGHT = 48
const CARD_HEIGHT = 116
const HEAD_HEIGHT = 40

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
}

export interface RankTableProps {
  answer: RankAnswer
  rows: readonly RankRow[]
  networks: NetworkLabels
  scale: RateScale | null
  view: RankView
  changeView: ChangeView
}

/** The ranking as a table of any length; arrow keys move between rows, Enter opens one. */
export function RankTable({ answer, rows, networks, scale, view, changeView }: RankTableProps) {
  const narrow = useNarrow()
  const body = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [current, setCurrent] = useState(0)
  const moved = useRef(false)

  const sorting = useMemo(() => [{ id: view.sort.column, desc: view.sort.descending }], [view.sort])
  const table = useTable({ features, columns, data: rows, state: { sorting }, getRowId: (row) => row.key })
  const sorted = table.getRowModel().rows
  const active = Math.min(current, sorted.length - 1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the table moves when what is above it changes
  useLayoutEffect(() => {
    const box = body.current?.getBoundingClientRect()
    if (box) setTop(Math.round(box.top + window.scrollY))
  }, [answer, narrow])

  const height = narrow ? CARD_HEIGHT : ROW_HEIGHT
  const virtualizer = useWindowVirtualizer({
    count: sorted.length,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: narrow ? 0 : HEAD_HEIGHT,
    getItemKey: (index) => sorted[index]?.id ?? index,
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of layout changes every height
  useLayoutEffect(() => virtualizer.measure(), [height])

  function moveTo(event: KeyboardEvent) {
    const step = STEPS[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = Math.min(sorted.length - 1, Math.max(0, active + step))
    moved.current = true
    setCurrent(next)
    virtualizer.scrollToIndex(next, { align: 'auto' })
  }

  const items = virtualizer.getVirtualItems().map((item) => {
    const row = sorted[item.index]?.original
    if (!row) return null
    const line: RankLineProps = {
      row,
      event: answer.question.event,
      networks: answer.question.by === 'network' ? '' : nameNetworks(row.networks, networks),
      benchmark: answer.benchmark,
      scale,
      index: item.index,
      count: sorted.length,
      offset: item.start - top,
      active: item.index === active,
      takeFocus: item.index === active && moved.current,
      onFocus: () => {
        moved.current = false
        setCurrent(item.index)
      },
      onKeyDown: moveTo,
      onOpen: () => changeView({ row: row.key }),
    }
    return narrow ? <RankCard key={item.key} {...line} /> : <RankLine key={item.key} {...line} />
  })
  const label = `Ranked ${namePlural(answer.question.by)}`
  const head = { answer, scale, sort: view.sort, onSort: (sort: Sort) => changeView({ sort }) }
  const frame = { position: 'relative', height: virtualizer.getTotalSize() } as const

  if (narrow) {
    return (
      <div className={classes.table}>
        <SortBar {...head} />
        {/* biome-ignore lint/a11y/useSemanticElements: cards are placed by offset */}
        <div role="list" aria-label={label} ref={body} style={frame}>
          {items}
        </div>
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by offset, which table elements do not allow
    <div role="table" className={classes.table} aria-label={label} aria-rowcount={sorted.length + 1}>
      <RankHead {...head} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" ref={body} style={frame}>
        {items}
      </div>
    </div>
  )
}
