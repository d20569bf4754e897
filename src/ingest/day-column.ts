import { TOUCH_TIMES } from '#warehouse/load-plan.ts'
import type { MappedColumn } from './mapped-column.ts'
import type { TableMeaning } from './table-meaning.ts'

type Columns = Pick<TableMeaning & { kind: 'known' }, 'layout' | 'columns'>

/** The column a table's rows are dated by: its day, else the time of the event, install or touch of a raw log. */
export function dayColumn({ layout, columns }: Columns): MappedColumn | undefined {
  const day = columns.find(({ target }) => target.kind === 'time' && target.field === 'day')
  if (day !== undefined) return day
  const times =
    layout?.dateBasis === 'install'
      ? ['install_time', 'event_time', 'touch_time']
      : ['event_time', 'install_time', 'touch_time']
  return times
    .map((field) => columns.find(({ target }) => target.kind === 'fact' && target.field === field))
    .find((column) => column !== undefined)
}

/** Every column whose cells are days: the one rows are dated by, and the ends of a period. */
export function dayColumns(meaning: Columns): readonly MappedColumn[] {
  const periods = meaning.columns.filter(
    ({ target }) =>
      target.kind === 'time' && (target.field === 'period_start' || target.field === 'period_end'),
  )
  const day = dayColumn(meaning)
  return day === undefined ? periods : [day, ...periods]
}

/** Every column whose cells are times of a touch, an install or an event, or say when something started. */
export function timeColumns({ columns }: Columns): readonly MappedColumn[] {
  return columns.filter(
    ({ target }) =>
      (target.kind === 'fact' && TOUCH_TIMES.some((field) => field === target.field)) ||
      (target.kind === 'attribute' && target.attribute === 'started'),
  )
}
