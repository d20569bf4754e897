import type { QueryAnswer } from '#schema/answer/query-answer.ts'
import type { CurvePoint } from '../../charts/curve-plot.tsx'

/** Days after the install that curves are read at. */
export const CURVE_DAYS = [0, 1, 3, 7, 14, 30] as const

/** Lines that can be told apart. */
const MOST_LINES = 5

export interface CurveRow {
  key: string
  name: string
  installs: number | null
  /** One value a day of `days`; `null` where no installs are old enough, or nobody tells. */
  values: readonly (number | null)[]
}

export interface Curves {
  /** Days of which anything is known. */
  days: readonly number[]
  rows: readonly CurveRow[]
}

const numberIn = (value: unknown) => (typeof value === 'number' ? value : null)

/** The curve of every row of an answer whose metrics are called `metric` and a day, most installs first. */
export function readCurves(
  { rows, totals }: Pick<QueryAnswer, 'rows' | 'totals'>,
  by: string,
  metric: string,
): Curves {
  const known = (day: number) =>
    typeof totals[`${metric}_d${day}`] === 'number' ||
    rows.some((row) => typeof row[`${metric}_d${day}`] === 'number')
  const days = CURVE_DAYS.filter(known)
  return {
    days,
    rows: rows
      .flatMap((row) => {
        const name = row[by]
        if (typeof name !== 'string') return []
        const values = days.map((day) => numberIn(row[`${metric}_d${day}`]))
        return [{ key: name, name, installs: numberIn(row.installs), values }]
      })
      .filter(({ values }) => values.some((value) => value !== null))
      .toSorted((one, other) => (other.installs ?? 0) - (one.installs ?? 0)),
  }
}

/** The curves of the rows with most installs, as points. */
export function pointsOf({ days, rows }: Curves): { names: string[]; points: CurvePoint[] } {
  const drawn = rows.slice(0, MOST_LINES)
  return {
    names: drawn.map(({ name }) => name),
    points: drawn.flatMap(({ name, values }) =>
      days.flatMap((day, place) => {
        const value = values[place] ?? null
        return value === null ? [] : [{ name, day, value }]
      }),
    ),
  }
}
