import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Fragment, type ReactNode, useMemo, useRef, useState } from 'react'
import type { CsvCell } from '#schema/csv.ts'
import { formatCount } from '../format/number.ts'
import { Button } from './button.tsx'
import table from './data-table.module.css'
import classes from './record-table.module.css'
import { ScrollFrame } from './scroll-frame.tsx'
import { sortRecords } from './sort-records.ts'
import { TableDownload } from './table-download.tsx'
import { usePhone } from './use-phone.ts'
import { useStacked } from './use-stacked.ts'

export interface Column<Row> {
  /** Its name in an export. */
  name: string
  label: string
  numeric?: boolean
  /** Holds sentences, which must not be squeezed. */
  wide?: boolean
  /** Stays on one line, as days and buttons do. */
  line?: boolean
  /** Stands under its row, over the whole width, where it says something. */
  below?: boolean
  /** What is exported, and sorted by. */
  value: (row: Row) => CsvCell
  /** What is shown; the value itself unless said. */
  cell?: (row: Row) => ReactNode
}

export interface RecordTableProps<Row> {
  title: string
  /** Name of the exported file, without its ending. */
  file: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Level of its heading; none where a heading stands above already. */
  heading?: boolean
  /** How many rows stand there before the reader asks for all. */
  first?: number
  tools?: ReactNode
}

const VIRTUAL_FROM = 200
const ROW = 33
/** Cards on a phone before the reader asks for more, and how many more then. */
const CARDS = { first: 30, more: 100 } as const

/** Rows to read, sort and take away as a file; only those in sight are drawn where there are many. */
export function RecordTable<Row>({
  title,
  file,
  columns,
  rows,
  keyOf,
  heading = true,
  first,
  tools,
}: RecordTableProps<Row>) {
  const [sort, setSort] = useState<{ name: string; descending: boolean } | null>(null)
  const frame = useRef<HTMLElement>(null)
  const ordered = useMemo(() => {
    const column = columns.find(({ name }) => name === sort?.name)
    return column ? sortRecords(rows, column.value, sort?.descending ?? false) : rows
  }, [rows, columns, sort])
  const phone = usePhone()
  useStacked(frame)
  const [asked, setAsked] = useState(0)
  const shortest = first ?? (phone ? CARDS.first : ordered.length)
  const length = asked === 0 ? shortest : phone ? shortest + asked * CARDS.more : ordered.length
  const left = ordered.length - length
  const cut = left > 0
  // Rows drawn by their place cannot be cards, which are of any height.
  const many = !cut && !phone && ordered.length >= VIRTUAL_FROM
  const virtual = useVirtualizer({
    count: many ? ordered.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW,
    overscan: 12,
  })
  // Rows drawn by their place are of one height.
  const beside = many ? columns : columns.filter(({ below = false }) => !below)
  const below = many ? [] : columns.filter((column) => column.below === true)
  const inSight = virtual.getVirtualItems()
  const before = inSight[0]?.start ?? 0
  const after = virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0)
  const shown = many
    ? inSight.flatMap(({ index }) => ordered.slice(index, index + 1))
    : ordered.slice(0, length)

  function toggle({ name, numeric = false }: Column<Row>) {
    setSort(sort?.name === name ? { name, descending: !sort.descending } : { name, descending: numeric })
  }

  return (
    <section className={classes.section} aria-label={title}>
      <div className={classes.head}>
        {heading ? <h2>{title}</h2> : <span />}
        <div className={classes.tools}>
          {tools}
          <TableDownload
            title={title}
            file={file}
            columns={columns.map(({ name }) => name)}
            cells={() => ordered.map((row) => columns.map(({ value }) => value(row)))}
          />
        </div>
      </div>
      <ScrollFrame ref={frame} label={`${title}, table`} many={many}>
        <table className={table.table} aria-label={title} aria-rowcount={ordered.length + 1}>
          <thead>
            <tr>
              {beside.map((column) => {
                const sorted = sort?.name === column.name
                const Arrow = sort?.descending ? IconArrowDown : IconArrowUp
                return (
                  <th
                    key={column.name}
                    scope="col"
                    data-numeric={column.numeric ?? false}
                    aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                  >
                    <button type="button" className={classes.sort} onClick={() => toggle(column)}>
                      {column.label}
                      {sorted && <Arrow size={12} stroke={2} aria-hidden />}
                    </button>
                  </th>
                )
              })}
            </tr>
          </thead>
          <tbody>
            {many && <tr style={{ height: before }} aria-hidden />}
            {shown.map((row) => {
              const under = below.filter(({ value }) => (value(row) ?? '') !== '')
              return (
                <Fragment key={keyOf(row)}>
                  <tr data-continued={under.length > 0}>
                    {beside.map(
                      ({ name, label, numeric = false, wide = false, line = false, cell, value }) => (
                        <td
                          key={name}
                          data-label={label}
                          data-numeric={numeric}
                          data-wide={wide}
                          data-line={line}
                        >
                          {cell ? cell(row) : value(row)}
                        </td>
                      ),
                    )}
                  </tr>
                  {under.map(({ name, cell, value }) => (
                    <tr key={name}>
                      <td colSpan={beside.length}>
                        <div className={classes.below}>{cell ? cell(row) : value(row)}</div>
                      </td>
                    </tr>
                  ))}
                </Fragment>
              )
            })}
            {many && <tr style={{ height: after }} aria-hidden />}
          </tbody>
        </table>
      </ScrollFrame>
      {ordered.length === 0 && <p className={classes.none}>None yet.</p>}
      {cut && (
        <div className={classes.more}>
          <Button onClick={() => setAsked(asked + 1)}>
            {phone && left > CARDS.more
              ? `Show ${CARDS.more} more of ${formatCount(ordered.length)}`
              : `Show all ${formatCount(ordered.length)}`}
          </Button>
        </div>
      )}
    </section>
  )
}
