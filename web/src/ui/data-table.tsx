import type { ReactNode } from 'react'
import classes from './data-table.module.css'

export interface DataTableProps {
  label: string
  head: readonly string[]
  /** Places of the columns that hold numbers. */
  numeric?: readonly number[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

/** A small table; scrolls sideways by itself where it must. */
export function DataTable({ label, head, numeric = [], rows }: DataTableProps) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={label}>
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
                <td key={head[place]} data-numeric={numeric.includes(place)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
