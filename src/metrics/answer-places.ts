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

/** The column that answers a component in each place. */
function columnsByPlace(
  { key }: PlannedComponent,
  settledIn: readonly string[],
  settlement: Settlement,
  numbers: CodedAnswer['numbers'],
): readonly (Float64Array | null)[] {
  return settledIn.map((place) => {
    const settled = settlement.get(key)?.get(place)
    return settled?.kind === 'answered' ? (numbers[settled.column] ?? null) : null
  })
}

/** Where a component that is not mentioned happened 0 times if something was delivered. */
function absentIsZero(
  { key, component }: PlannedComponent,
  settledIn: readonly string[],
  settlement: Settlement,
): readonly boolean[] {
  return settledIn.map((place) => {
    const settled = settlement.get(key)?.get(place)
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
  settledIn: readonly string[],
  settlement: Settlement,
): Promise<PlacedSums['sums']> {
  const sums = plan.components.map(() => new Float64Array(codes.length))
  const columns = plan.components.map((planned) => columnsByPlace(planned, settledIn, settlement, numbers))
  const zeros = plan.components.map((planned) => absentIsZero(planned, settledIn, settlement))
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

/** The places some texts tell, each once, and which one each of the texts tells. */
function placesOf(texts: readonly (readonly (string | null)[])[], dimensions: number) {
  const places: AnsweredPlace[] = []
  const known = new Map<string, number>()
  const numberOf = texts.map((own) => {
    const place = { network: own[dimensions] ?? NO_NETWORK, keys: own.slice(0, dimensions) }
    const name = JSON.stringify(place)
    const number = known.get(name) ?? places.push(place) - 1
    known.set(name, number)
    return number
  })
  return { places, numberOf }
}

/** Sums of metrics that are plain counts, by a query's first dimension and by the place the others tell. */
export async function answerPlaces(input: QueryInput, context: MetricContext): Promise<PlacedSums> {
  const query = QuerySchema.parse(input)
  const [subject = '', ...others] = query.by.map((_, index) => `k${index}`)
  const settled = await settlePlan(query, context, async ({ sql, parameters, columns }, plan) => {
    const numbers = columns.map(({ column }) => column)
    const settledBy = plan.settledApps.size > 0 ? ['network', 'place'] : ['network']
    const groups = [[subject], [...others, ...settledBy]]
    const answer = await context.warehouse.queryCoded({ sql, parameters, groups, numbers })
    const [subjects = { texts: [], codes: new Int32Array() }, places = subjects] = answer.groups
    const settledIn = places.texts.map((texts) => texts.at(-1) ?? NO_NETWORK)
    const tallies = tallyCoded(places.codes, settledIn, answer.numbers)
    return { found: { subjects, places, numbers: answer.numbers, settledIn }, tallies }
  })
  const { plan, found, settlement, sql } = settled
  const { places, numberOf } = placesOf(found.places.texts, others.length)
  return {
    subjects: found.subjects.texts.map(([text = null]) => text),
    places,
    subject: found.subjects.codes,
    place: found.places.codes.map((code) => numberOf[code] ?? 0),
    sums: await settleSums(plan, found, found.settledIn, settlement),
    sql,
  }
}
