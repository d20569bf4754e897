import { type ReactNode, useRef } from 'react'
import classes from './data-table.module.css'
import { TableDownload } from './table-download.tsx'
import { useStacked } from './use-stacked.ts'

export interface DataTableProps {
  label: string
  head: readonly string[]
  /** Places of the columns that hold numbers. */
  numeric?: readonly number[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
  /** Whether it is taken away elsewhere. */
  bare?: boolean
}

/** The cells of a table as they are read. */
function readCells(table: HTMLTableElement | null): readonly (readonly string[])[] {
  const rows = [...(table?.tBodies[0]?.rows ?? [])]
  return rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))
}

/** A small table; scrolls sideways by itself where it must, and is read as cards on a phone. */
export function DataTable({ label, head, numeric = [], rows, bare = false }: DataTableProps) {
  const table = useRef<HTMLTableElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  useStacked(frame)
  const columns = head.map((name, place) => name || `column ${place + 1}`)
  return (
    <div ref={frame} className={classes.frame}>
      <table ref={table} className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {head.map((name, place) => (
              <th key={name} scope="col" data-numeric={numeric.includes(place)}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {row.cells.map((cell, place) => (
                <td key={head[place]} data-label={head[place]} data-numeric={numeric.includes(place)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {!bare && (
        <div className={classes.away}>
          <TableDownload
            title={label}
            file={label.toLowerCase()}
            columns={columns}
            cells={() => readCells(table.current)}
          />
        </div>
      )}
    </div>
  )
}
