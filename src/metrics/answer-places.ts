import type { CodedAnswer } from '#warehouse/coded-answer.ts'
import { overRanges } from './in-slices.ts'
import { cohortOf } from './metric.ts'
import type { MetricContext } from './metric-context.ts'
import type { Plan, PlannedComponent } from './plan.ts'
import { type QueryInput, Query as QuerySchema } from './query.ts'
import type { Settlement } from './settle/settlement.ts'
import { NO_NETWORK, tallyCoded } from './settle/tally.ts'
import { settlePlan } from './settle-plan.ts'

/** Where something ran: the network, empty where nobody says, and the values of the asked dimensions. */
export interface AnsweredPlace {
  readonly network: string
  readonly keys: readonly (string | null)[]
}

/** Sums of subjects by place as columns of equal length, for questions with very many rows. */
export interface PlacedSums {
  readonly subjects: readonly (string | null)[]
  readonly places: readonly AnsweredPlace[]
  /** Place in `subjects` and in `places` per row. */
  readonly subject: Int32Array
  readonly place: Int32Array
  /** Sums of each component; NaN where nobody knows them. */
  readonly sums: Readonly<Record<string, Float64Array>>
  readonly sql: string
}

type Coded = {
  readonly subjects: CodedAnswer['groups'][number]
  readonly places: CodedAnswer['groups'][number]
  readonly numbers: CodedAnswer['numbers']
}

/** The column that answers a component on each place's network. */
function columnsByPlace(
  { key }: PlannedComponent,
  places: readonly AnsweredPlace[],
  settlement: Settlement,
  numbers: CodedAnswer['numbers'],
): readonly (Float64Array | null)[] {
  return places.map(({ network }) => {
    const settled = settlement.get(key)?.get(network)
    return settled?.kind === 'answered' ? (numbers[settled.column] ?? null) : null
  })
}

/** Where a component that is not mentioned happened 0 times if something was delivered. */
function absentIsZero(
  { key, component }: PlannedComponent,
  places: readonly AnsweredPlace[],
  settlement: Settlement,
): readonly boolean[] {
  return places.map(({ network }) => {
    const settled = settlement.get(key)?.get(network)
    return (
      component.from === 'outcome' &&
      cohortOf(component) === null &&
      settled?.kind === 'answered' &&
      settled.absentIsZero
    )
  })
}

async function settleSums(
  plan: Plan,
  { places: { codes }, numbers }: Coded,
  places: readonly AnsweredPlace[],
  settlement: Settlement,
): Promise<PlacedSums['sums']> {
  const sums = plan.components.map(() => new Float64Array(codes.length))
  const columns = plan.components.map((planned) => columnsByPlace(planned, places, settlement, numbers))
  const zeros = plan.components.map((planned) => absentIsZero(planned, places, settlement))
  const delivery = plan.components.map(({ component }) => component.from === 'delivery')
  await overRanges(codes.length, (row) => {
    const place = codes[row] ?? 0
    let delivered = !delivery.includes(true)
    for (const [index, sum] of sums.entries()) {
      const value = columns[index]?.[place]?.[row] ?? Number.NaN
      sum[row] = value
      if (delivery[index] === true && !Number.isNaN(value)) delivered = true
    }
    if (!delivered) return
    for (const [index, sum] of sums.entries())
      if (zeros[index]?.[place] === true && Number.isNaN(sum[row] ?? 0)) sum[row] = 0
  })
  return Object.fromEntries(plan.components.map(({ key }, index) => [key, sums[index] ?? new Float64Array()]))
}

/** Sums of metrics that are plain counts, by a query's first dimension and by the place the others tell. */
export async function answerPlaces(input: QueryInput, context: MetricContext): Promise<PlacedSums> {
  const query = QuerySchema.parse(input)
  const [subject = '', ...others] = query.by.map((_, index) => `k${index}`)
  const settled = await settlePlan(query, context, async ({ sql, parameters, columns }) => {
    const numbers = columns.map(({ column }) => column)
    const groups = [[subject], [...others, 'network']]
    const answer = await context.warehouse.queryCoded({ sql, parameters, groups, numbers })
    const [subjects = { texts: [], codes: new Int32Array() }, places = subjects] = answer.groups
    const networks = places.texts.map((texts) => texts.at(-1) ?? NO_NETWORK)
    const tallies = tallyCoded(places.codes, networks, answer.numbers)
    return { found: { subjects, places, numbers: answer.numbers }, tallies }
  })
  const { plan, found, settlement, sql } = settled
  const places = found.places.texts.map((texts) => ({
    network: texts.at(-1) ?? NO_NETWORK,
    keys: texts.slice(0, -1),
  }))
  return {
    subjects: found.subjects.texts.map(([text = null]) => text),
    places,
    subject: found.subjects.codes,
    place: found.places.codes,
    sums: await settleSums(plan, found, places, settlement),
    sql,
  }
}
