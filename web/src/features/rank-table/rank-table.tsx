import { useTable } from '@tanstack/react-table'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RankAnswer, RankRow } from '#schema/answer/rank-answer.ts'
import type { RateScale } from '../../charts/rate-scale.ts'
import { type NetworkLabels, nameNetworks, namePlural } from '../../format/words.ts'
import { useNarrow } from '../../ui/use-narrow.ts'
import type { RankView, Sort } from '../question/rank-view.ts'
import type { ChangeView } from '../question/use-rank-view.ts'
import { columns, effectiveSort, features } from './columns.ts'
import { benchmarkOf, isAdjusted } from './compared.ts'
import { RankCard } from './rank-card.tsx'
import { RankHead } from './rank-head.tsx'
import { RankLine, type RankLineProps } from './rank-line.tsx'
import classes from './rank-table.module.css'
import { SectionHead } from './section-head.tsx'
import { type TableItem, withHeadings } from './sections.ts'
import { SortBar } from './sort-bar.tsx'

const ROW_HEIGHT = 48
const CARD_HEIGHT = 116
const HEAD_HEIGHT = 40
const SECTION_HEIGHT = 44
const CARD_SECTION_HEIGHT = 60

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

function keyOf(item: TableItem | undefined): string | undefined {
  return item?.kind === 'heading' ? item.key : item && `row ${item.row.key}`
}

/** The ranking as a table of any length; arrow keys move between rows, Enter opens one. */
export function RankTable({ answer, rows, networks, scale, view, changeView }: RankTableProps) {
  const narrow = useNarrow()
  const body = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  const [current, setCurrent] = useState(0)
  const moved = useRef(false)

  const adjusted = isAdjusted(answer)
  const sort = effectiveSort(view.sort, adjusted)
  const sorting = useMemo(() => [{ id: sort.column, desc: sort.descending }], [sort.column, sort.descending])
  const table = useTable({ features, columns, data: rows, state: { sorting }, getRowId: (row) => row.key })
  const sorted = table.getRowModel().rows
  const items = useMemo(
    () =>
      withHeadings(
        sorted.map(({ original }) => original),
        answer,
        sort.column === 'rank',
      ),
    [sorted, answer, sort.column],
  )
  const places = useMemo(() => items.flatMap(({ kind }, place) => (kind === 'row' ? [place] : [])), [items])
  const active = Math.min(current, places.length - 1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the table moves when what is above it changes
  useLayoutEffect(() => {
    const box = body.current?.getBoundingClientRect()
    if (box) setTop(Math.round(box.top + window.scrollY))
  }, [answer, narrow])

  const height = narrow ? CARD_HEIGHT : ROW_HEIGHT
  const sectionHeight = narrow ? CARD_SECTION_HEIGHT : SECTION_HEIGHT
  const virtualizer = useWindowVirtualizer({
    count: items.length,
    estimateSize: (index) => (items[index]?.kind === 'heading' ? sectionHeight : height),
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: narrow ? 0 : HEAD_HEIGHT,
    getItemKey: (index) => keyOf(items[index]) ?? index,
  })

  // biome-ignore lint/correctness/useExhaustiveDependencies: other items or another layout have other heights
  useLayoutEffect(() => virtualizer.measure(), [height, items])

  function moveTo(event: KeyboardEvent) {
    const step = STEPS[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    const next = Math.min(places.length - 1, Math.max(0, active + step))
    moved.current = true
    setCurrent(next)
    const place = places[next] ?? 0
    const underHeading = step < 0 && items[place - 1]?.kind === 'heading'
    virtualizer.scrollToIndex(underHeading ? place - 1 : place, { align: 'auto' })
  }

  const lines = virtualizer.getVirtualItems().map(({ index, key, start }) => {
    const item = items[index]
    if (item === undefined) return null
    const place = { index, count: items.length, offset: start - top }
    if (item.kind === 'heading') {
      const among = narrow ? 'cards' : 'rows'
      return <SectionHead key={key} heading={item} among={among} height={sectionHeight} {...place} />
    }
    const { row } = item
    const isActive = index === places[active]
    const line: RankLineProps = {
      row,
      event: answer.question.event,
      networks: answer.question.by === 'network' ? '' : nameNetworks(row.networks, networks),
      benchmark: benchmarkOf(row, answer),
      adjusted,
      scale,
      ...place,
      active: isActive,
      takeFocus: isActive && moved.current,
      onFocus: () => {
        moved.current = false
        setCurrent(places.indexOf(index))
      },
      onKeyDown: moveTo,
      onOpen: () => changeView({ row: row.key }),
    }
    return narrow ? <RankCard key={key} {...line} /> : <RankLine key={key} {...line} />
  })
  const label = `Ranked ${namePlural(answer.question.by)}`
  const head = { answer, scale, sort, onSort: (next: Sort) => changeView({ sort: next }) }
  const frame = { position: 'relative', height: virtualizer.getTotalSize() } as const

  if (narrow) {
    return (
      <div className={classes.table}>
        <SortBar {...head} />
        {/* biome-ignore lint/a11y/useSemanticElements: cards are placed by offset */}
        <div role="list" aria-label={label} ref={body} style={frame}>
          {lines}
        </div>
      </div>
    )
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed by offset, which table elements do not allow
    <div role="table" className={classes.table} aria-label={label} aria-rowcount={items.length + 1}>
      <RankHead {...head} />
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <div role="rowgroup" ref={body} style={frame}>
        {lines}
      </div>
    </div>
  )
}
