import {
  type AnsweredRow,
  answerDays,
  answerQuery,
  comparisonRange,
  dimensionsOf,
  type Filter,
  type MetricAnswer,
  type MetricContext,
  partsWithBoth,
} from '#metrics/index.ts'
import type { Day } from '#schema/day.ts'
import type { DaySeries } from '#stats/index.ts'
import { conversionField, queryBounds } from '../evidence/gather-evidence.ts'
import { toldDimensions, USUAL_PLACES } from '../evidence/told-dimensions.ts'
import type { ExplainQuestion } from './explain-question.ts'
import { type Earned, gatherEarned } from './gather-earned.ts'
import type { Versus } from './versus.ts'

/** Counts of one place on one side. */
export interface PlaceCounts {
  /** Values of the dimensions places are told apart by. */
  readonly values: readonly (string | null)[]
  readonly impressions: number
  readonly clicks: number | null
  readonly conversions: number
  /** Those of them that a view earned, without a click; `null` where that is not told of them all. */
  readonly afterView: number | null
  readonly spend: number | null
}

/** Counts of every place that had any, by day counted from 1970-01-01. */
export type PlacedDays = ReadonlyMap<number, ReadonlyMap<string, Omit<PlaceCounts, 'values'>>>

export interface Side {
  readonly label: string
  readonly from: Day | null
  readonly to: Day | null
  readonly places: ReadonlyMap<string, PlaceCounts>
  readonly days: PlacedDays
}

export interface Sides {
  readonly before: Side
  readonly after: Side
  /** `network` unless it is what is compared, then what tells places apart inside each. */
  readonly dimensions: readonly string[]
  /** Share of the impressions or conversions that dimensions somebody asked for do not tell. */
  readonly lost: number
  /** Counts by day of every network of both sides, to learn the noise of. */
  readonly days: readonly DaySeries[]
  /** What installs brought and cost. */
  readonly earned: Earned
  readonly answer: MetricAnswer
  readonly sql: readonly string[]
}

const MEASURES = ['impressions', 'clicks', 'spend'] as const

/** The field of a conversion's share after a view; `null` for users, of whom nobody tells it. */
const viewField = (field: string) => (field.startsWith('event.') ? field.replace('event.', 'view.') : null)

/** What is asked for of every place. */
const fieldsOf = (field: string) => [...MEASURES, field, viewField(field)].filter((name) => name !== null)

function added(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : one + other
}

type Counts = Omit<PlaceCounts, 'values'>

/** Adds to what is known under a name. */
function addTo<Own extends Counts>(places: Map<string, Own>, name: string, own: Own): void {
  const known = places.get(name)
  places.set(
    name,
    known === undefined
      ? own
      : {
          ...own,
          impressions: known.impressions + own.impressions,
          clicks: added(known.clicks, own.clicks),
          conversions: known.conversions + own.conversions,
          afterView: added(known.afterView, own.afterView),
          spend: added(known.spend, own.spend),
        },
  )
}

/** What tells the places of a side apart, of one network of a row. */
function valuesOf(
  { keys }: AnsweredRow,
  network: string,
  byNetwork: boolean,
  { catalogue }: MetricContext,
): readonly (string | null)[] {
  const label = network === '' ? null : (catalogue.networkLabels.get(network) ?? network)
  return byNetwork ? [label, ...keys] : keys
}

function placesOf(
  answer: MetricAnswer,
  field: string,
  byNetwork: boolean,
  context: MetricContext,
): ReadonlyMap<string, PlaceCounts> {
  const places = new Map<string, PlaceCounts>()
  const viewed = viewField(field)
  for (const row of answer.rows) {
    for (const { network, components } of partsWithBoth(row.parts, 'impressions', field)) {
      const values = valuesOf(row, network, byNetwork, context)
      addTo(places, JSON.stringify(values), {
        values,
        impressions: components.impressions ?? 0,
        clicks: components.clicks ?? null,
        conversions: components[field] ?? 0,
        afterView: viewed === null ? null : (components[viewed] ?? null),
        spend: components.spend ?? null,
      })
    }
  }
  return places
}

async function placedDays(
  answer: MetricAnswer,
  field: string,
  byNetwork: boolean,
  context: MetricContext,
): Promise<{ readonly days: PlacedDays; readonly sql: string }> {
  const { days: byRow, sql } = await answerDays(
    answer,
    fieldsOf(field),
    (row: AnsweredRow) => partsWithBoth(row.parts, 'impressions', field),
    context,
  )
  const viewed = viewField(field)
  const days = new Map<number, Map<string, Counts>>()
  for (const [row, networks] of byRow) {
    for (const { network, days: each, sums } of networks) {
      const name = JSON.stringify(valuesOf(row, network, byNetwork, context))
      const sum = (measure: string, at: number) => sums[measure]?.[at] ?? 0
      for (const [at, day] of each.entries()) {
        const places = days.get(day) ?? new Map<string, Counts>()
        days.set(day, places)
        addTo(places, name, {
          impressions: sum('impressions', at),
          clicks: sum('clicks', at),
          conversions: sum(field, at),
          afterView: viewed === null ? null : sum(viewed, at),
          spend: sum('spend', at),
        })
      }
    }
  }
  return { days, sql }
}

const rangeOf = ({ plan: { range } }: MetricAnswer) => ({ from: range.from, to: range.to })

/** What the sides are chosen by. */
function toldBy(versus: Versus): ReadonlySet<string> {
  if (versus.kind === 'periods') return new Set()
  return new Set([...versus.first.where, ...versus.second.where].flatMap((filter) => dimensionsOf(filter)))
}

/** Asks the metric layer for both sides of a change, told apart as finely as the reports of both tell all of it. */
export async function gatherSides(
  question: ExplainQuestion,
  versus: Versus,
  asked: readonly string[] | null,
  context: MetricContext,
): Promise<Sides> {
  const field = conversionField(question.event)
  const ask = (by: readonly string[], where: readonly Filter[], days: { from?: Day; to?: Day } | null) => {
    const { lastDays: _, ...rest } = question
    return answerQuery(
      {
        metrics: fieldsOf(field),
        by: [...by],
        where: [...question.where, ...where],
        ...queryBounds(days === null ? question : { ...rest, ...days }),
      },
      context,
    )
  }
  const whole = await ask([], versus.kind === 'groups' ? versus.second.where : [], null)
  const { from, to } = whole.plan.range
  const other = versus.kind === 'periods' ? comparisonRange(versus.compare, { from, to }) : null
  const own = from === null || to === null ? null : { from, to }
  const askSides = async (by: readonly string[]) => {
    const after = await ask(by, versus.kind === 'groups' ? versus.second.where : [], own)
    const before = await ask(by, versus.kind === 'groups' ? versus.first.where : [], other ?? own)
    return { before, after }
  }
  const wholes = await askSides([])
  const { dimensions, sides, lost, byNetwork } = await toldDimensions(
    { asked, usual: USUAL_PLACES, told: toldBy(versus) },
    wholes,
    askSides,
    field,
    context,
  )
  const days = await Promise.all(
    [wholes.before, wholes.after].map((answer) =>
      answerDays(
        answer,
        ['impressions', field],
        (row: AnsweredRow) => partsWithBoth(row.parts, 'impressions', field),
        context,
      ),
    ),
  )
  const series = days.flatMap(({ days: byRow }) =>
    [...byRow.values()].flat().map(({ days: day, sums }): DaySeries => {
      const order = day
        .keys()
        .toArray()
        .toSorted((a, b) => (day[a] ?? 0) - (day[b] ?? 0))
      const column = (name: string) => order.map((d) => sums[name]?.[d] ?? 0)
      return {
        day: order.map((d) => day[d] ?? 0),
        exposure: column('impressions'),
        conversions: column(field),
      }
    }),
  )
  const placed = await Promise.all(
    [sides.before, sides.after].map((answer) => placedDays(answer, field, byNetwork, context)),
  )
  const sideOf = (answer: MetricAnswer, label: string, at: number): Side => ({
    label,
    from: answer.plan.range.from,
    to: answer.plan.range.to,
    places: placesOf(answer, field, byNetwork, context),
    days: placed[at]?.days ?? new Map(),
  })
  const earned = await gatherEarned(
    question,
    [
      { ...rangeOf(sides.before), where: versus.kind === 'groups' ? versus.first.where : [] },
      { ...rangeOf(sides.after), where: versus.kind === 'groups' ? versus.second.where : [] },
    ],
    context,
  )
  const labels = versus.kind === 'groups' ? [versus.first.label, versus.second.label] : ['before', 'after']
  return {
    before: sideOf(sides.before, labels[0] ?? '', 0),
    after: sideOf(sides.after, labels[1] ?? '', 1),
    dimensions: byNetwork ? ['network', ...dimensions] : dimensions,
    lost,
    days: series,
    earned,
    answer: sides.after,
    sql: [
      sides.before.sql,
      sides.after.sql,
      ...days.map(({ sql }) => sql),
      ...placed.map(({ sql }) => sql),
      ...earned.sql,
    ],
  }
}
