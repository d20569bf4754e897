import type { MappedColumn } from './mapped-column.ts'
import type { TableMeaning } from './table-meaning.ts'

/** The column a table's rows are dated by: its day, else the time of the event or install of a raw log. */
export function dayColumn({
  layout,
  columns,
}: Pick<TableMeaning & { kind: 'known' }, 'layout' | 'columns'>): MappedColumn | undefined {
  const day = columns.find(({ target }) => target.kind === 'time' && target.field === 'day')
  if (day !== undefined) return day
  const times =
    layout?.dateBasis === 'install' ? ['install_time', 'event_time'] : ['event_time', 'install_time']
  return times
    .map((field) => columns.find(({ target }) => target.kind === 'fact' && target.field === field))
    .find((column) => column !== undefined)
}

/** Every column whose cells are days: the one rows are dated by, and the ends of a period. */
export function dayColumns(meaning: TableMeaning & { kind: 'known' }): readonly MappedColumn[] {
  const periods = meaning.columns.filter(
    ({ target }) =>
      target.kind === 'time' && (target.field === 'period_start' || target.field === 'period_end'),
  )
  const day = dayColumn(meaning)
  return day === undefined ? periods : [day, ...periods]
}
