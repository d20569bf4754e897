import { numbersOf, type SqlNumbers } from '#warehouse/warehouse.ts'
import type { MetricAnswer } from './answer.ts'
import {
  compileDays,
  type DailyComponent,
  dailyColumn,
  type LeftOut,
  type RowsPart,
  WHOLE,
} from './compile-days.ts'
import { type AnsweredRow, rowKey, rowKeys } from './gather-rows.ts'
import type { MetricContext } from './metric-context.ts'
import type { PlannedComponent } from './plan.ts'
import type { AnsweredPart } from './read-parts.ts'

/** Sums of a row on one network by day; days are counted from 1970-01-01 and come in no order. */
export interface DailySums {
  /** Empty where nobody says. */
  readonly network: string
  readonly days: SqlNumbers
  /** Sums on those days per component. */
  readonly sums: Readonly<Record<string, SqlNumbers>>
}

export interface DaysAnswer {
  readonly days: ReadonlyMap<AnsweredRow, readonly DailySums[]>
  readonly sql: string
}

function answersOf(
  { settlement, columns }: MetricAnswer,
  { key }: PlannedComponent,
): DailyComponent['answers'] {
  return columns
    .filter(({ component }) => component === key)
    .map(({ column, variant }) => ({
      variant,
      places: [...(settlement.get(key) ?? [])].flatMap(([place, settled]) =>
        settled.kind === 'answered' && settled.column === column ? [place] : [],
      ),
    }))
    .filter(({ places }) => places.length > 0)
}

/** Rows whose days are asked for at once: their lists stand in memory twice while they are read. */
const ROWS_AT_ONCE = 10_000

/** Compiles the question for the days of an answer; `of` parts of its rows, told apart by their keys, `part` of them asked. */
async function askPart(
  { answer, asked, leftOut, byKey }: PreparedDays,
  parts: RowsPart,
  { warehouse }: Pick<MetricContext, 'warehouse'>,
): Promise<DaysAnswer> {
  const { plan } = answer
  const daily = asked.map((planned) => ({
    component: planned.component,
    answers: answersOf(answer, planned),
  }))
  const { sql, parameters } = compileDays(plan, warehouse.dialect, daily, leftOut, parts)
  const found = await warehouse.query(sql, parameters)
  const days = new Map<AnsweredRow, DailySums[]>()
  for (const cells of found.rows) {
    const row = byKey.get(rowKey(rowKeys(plan, cells)))
    if (row === undefined) continue
    const sums = Object.fromEntries(
      asked.map(({ key }, index) => [key, numbersOf(cells[dailyColumn(index)])]),
    )
    const network = typeof cells.network === 'string' ? cells.network : ''
    const own = { network, days: numbersOf(cells.days), sums }
    const known = days.get(row)
    if (known === undefined) days.set(row, [own])
    else known.push(own)
  }
  return { days, sql }
}

interface PreparedDays {
  readonly answer: MetricAnswer
  readonly asked: readonly PlannedComponent[]
  readonly leftOut: readonly LeftOut[]
  readonly byKey: ReadonlyMap<string, AnsweredRow>
}

function prepare(
  answer: MetricAnswer,
  components: readonly string[],
  partsOf: (row: AnsweredRow) => readonly AnsweredPart[],
): PreparedDays {
  const leftOut = answer.rows.flatMap((row) => {
    const kept = partsOf(row)
    if (kept.length === row.parts.length) return []
    return row.parts
      .filter((part) => !kept.includes(part))
      .map(({ network }) => ({ keys: row.keys, network }))
  })
  const asked = answer.plan.components.filter(({ key }) => components.includes(key))
  const byKey = new Map(answer.rows.map((row) => [rowKey(row.keys), row]))
  return { answer, asked, leftOut, byKey }
}

/** The rows of an answer by network and day: counts of these components over the parts of each row that `partsOf` keeps. */
export function answerDays(
  answer: MetricAnswer,
  components: readonly string[],
  partsOf: (row: AnsweredRow) => readonly AnsweredPart[],
  context: Pick<MetricContext, 'warehouse'>,
): Promise<DaysAnswer> {
  return askPart(prepare(answer, components, partsOf), WHOLE, context)
}

/** The same, a part of the rows after the other where they are very many, so that not all stand in memory at once. */
export async function* answerDaysInParts(
  answer: MetricAnswer,
  components: readonly string[],
  partsOf: (row: AnsweredRow) => readonly AnsweredPart[],
  context: Pick<MetricContext, 'warehouse'>,
  rowsAtOnce = ROWS_AT_ONCE,
): AsyncGenerator<DaysAnswer> {
  const prepared = prepare(answer, components, partsOf)
  const of = Math.max(1, Math.ceil(answer.rows.length / rowsAtOnce))
  for (let part = 0; part < of; part++) yield await askPart(prepared, { part, of }, context)
}
