import { numbersOf, type SqlNumbers } from '#warehouse/warehouse.ts'
import type { MetricAnswer } from './answer.ts'
import { compileDays, type DailyComponent, dailyColumn } from './compile-days.ts'
import { type AnsweredPart, type AnsweredRow, rowKey, rowKeys } from './gather-rows.ts'
import type { MetricContext } from './metric-context.ts'
import type { PlannedComponent } from './plan.ts'

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
      networks: [...(settlement.get(key) ?? [])].flatMap(([network, settled]) =>
        settled.kind === 'answered' && settled.column === column ? [network] : [],
      ),
    }))
    .filter(({ networks }) => networks.length > 0)
}

/** The rows of an answer by network and day: counts of these components over the parts of each row that `partsOf` keeps. */
export async function answerDays(
  answer: MetricAnswer,
  components: readonly string[],
  partsOf: (row: AnsweredRow) => readonly AnsweredPart[],
  { warehouse }: Pick<MetricContext, 'warehouse'>,
): Promise<DaysAnswer> {
  const { plan, rows } = answer
  const asked = plan.components.filter(({ key }) => components.includes(key))
  const daily = asked.map((planned) => ({
    component: planned.component,
    answers: answersOf(answer, planned),
  }))
  const leftOut = rows.flatMap((row) => {
    const kept = partsOf(row)
    if (kept.length === row.parts.length) return []
    return row.parts
      .filter((part) => !kept.includes(part))
      .map(({ network }) => ({ keys: row.keys, network }))
  })
  const { sql, parameters } = compileDays(plan, warehouse.dialect, daily, leftOut)
  const found = await warehouse.query(sql, parameters)
  const byKey = new Map(rows.map((row) => [rowKey(row.keys), row]))
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
