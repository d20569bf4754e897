import { PermilleError } from '#schema/error.ts'
import type { MappedColumn } from './mapped-column.ts'
import type { TableMeaning } from './table-meaning.ts'

type Known = TableMeaning & { kind: 'known' }

const WORDS = String.raw`^\s*(?:d(?:ay)?[\s_]*)?0*`
const END = String.raw`(?:\.0+)?\s*$`
/** A cell that says how many days after the install a row is: `7`, `D7`, `day 7`. */
export const COHORT_DAY = new RegExp(`${WORDS}(\\d{1,3})${END}`, 'i')

/** The column of a table with one row per cohort and day that says which day a row is. */
export function cohortDayColumn({ columns }: Pick<Known, 'columns'>): MappedColumn | undefined {
  return columns.find(
    ({ target }) =>
      target.kind === 'fact' && (target.field === 'cohort_day' || target.field === 'cohort_day_alone'),
  )
}

function daysOf(cells: readonly string[]): readonly number[] {
  const days = cells.flatMap((cell) => COHORT_DAY.exec(cell)?.[1] ?? []).map(Number)
  return [...new Set(days)].toSorted((a, b) => a - b)
}

function requireAddable({ target, header }: MappedColumn): void {
  if (target.kind !== 'event' || target.part !== 'unique') return
  throw new PermilleError(
    'usage',
    `users in ${header} who did something on one day may be those of another: they cannot be added up`,
    { remedy: 'leave the column out, or map a file whose numbers run up to each day as cohort_day' },
  )
}

/** Users who came back are counted on their day; everything else adds up from day to day. */
function isOfItsDay({ target }: MappedColumn): boolean {
  return target.kind === 'event' && target.event.startsWith('retained')
}

/**
 * The meaning of a table with one row per cohort and day as columns of that day, each read on its own rows. Installs
 * and what was spent and shown stand beside every day and count once, on the rows of the first.
 */
export function expandCohortRows(meaning: Known, cells: readonly string[]): Known {
  const day = cohortDayColumn(meaning)
  const days = daysOf(cells)
  const [first] = days
  if (day?.target.kind !== 'fact' || first === undefined) return meaning
  const isAlone = day.target.field === 'cohort_day_alone'
  const on = (of: readonly number[]) => ({
    header: day.header,
    matches: new RegExp(`${WORDS}(?:${of.join('|')})${END}`, 'i'),
  })
  const columns = meaning.columns.flatMap((column): readonly MappedColumn[] => {
    const { target } = column
    if (target.kind === 'delivery') return [{ ...column, onlyWhen: on([first]) }]
    if (target.kind !== 'event' || target.cohortDay !== null) return [column]
    if (target.event === 'install') return [{ ...column, onlyWhen: on([first]) }]
    const isSummed = isAlone && !isOfItsDay(column)
    if (isSummed) requireAddable(column)
    return days.map((cohortDay) => ({
      ...column,
      target: { ...target, cohortDay },
      onlyWhen: on(isSummed ? days.filter((other) => other <= cohortDay) : [cohortDay]),
    }))
  })
  return { ...meaning, columns }
}
