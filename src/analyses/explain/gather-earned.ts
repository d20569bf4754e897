import {
  type AnsweredPart,
  answerDays,
  answerQuery,
  componentKey,
  type Filter,
  findMetric,
  type Metric,
  type MetricAnswer,
  type MetricContext,
} from '#metrics/index.ts'
import type { Day } from '#schema/day.ts'
import type { EarnedCounts } from '#stats/index.ts'
import { queryBounds } from '../evidence/gather-evidence.ts'
import type { ExplainQuestion } from './explain-question.ts'

export type EarnedDays = ReadonlyMap<number, EarnedCounts>

/** Revenue, installs and spend of both sides, or why they are not known. */
export type Earned =
  | {
      readonly day: number | null
      readonly before: EarnedCounts
      readonly after: EarnedCounts
      /** The same by day, counted from 1970-01-01. */
      readonly days: { readonly before: EarnedDays; readonly after: EarnedDays }
      readonly sql: readonly string[]
    }
  | { readonly unknown: string; readonly sql: readonly string[] }

const USUAL_DAY = 7

/** Day of life to which revenue is counted: 7 where it is told, else the oldest told; `null` where only booked revenue is. */
function cohortDay({ catalogue }: MetricContext): number | null {
  const days = catalogue.loads.flatMap(({ kinds }) =>
    kinds.flatMap(({ event, cohortDay: day }) => (event === 'revenue' && day !== null ? [day] : [])),
  )
  return days.length === 0 ? null : days.includes(USUAL_DAY) ? USUAL_DAY : Math.max(...days)
}

function keysOf(metric: Metric): readonly [string, string] | null {
  return metric.kind === 'ratio' ? [componentKey(metric.numerator), componentKey(metric.denominator)] : null
}

function knownParts(parts: readonly AnsweredPart[], keys: readonly string[]): readonly AnsweredPart[] {
  return parts.filter(({ components }) => keys.every((key) => (components[key] ?? null) !== null))
}

function sumOf(parts: readonly AnsweredPart[], keys: readonly string[]): readonly number[] {
  const known = knownParts(parts, keys)
  return keys.map((key) => known.reduce((sum, { components }) => sum + (components[key] ?? 0), 0))
}

async function daysOf(
  answer: MetricAnswer,
  keys: readonly [string, string, string],
  context: MetricContext,
): Promise<{ readonly days: EarnedDays; readonly sql: string }> {
  const { days, sql } = await answerDays(answer, keys, ({ parts }) => knownParts(parts, keys), context)
  const [revenue, spend, conversions] = keys
  const found = new Map<number, EarnedCounts>()
  for (const { days: day, sums } of [...days.values()].flat()) {
    for (const [at, each] of day.entries()) {
      const known = found.get(each) ?? { revenue: 0, conversions: 0, spend: 0 }
      found.set(each, {
        revenue: known.revenue + (sums[revenue]?.[at] ?? 0),
        conversions: known.conversions + (sums[conversions]?.[at] ?? 0),
        spend: known.spend + (sums[spend]?.[at] ?? 0),
      })
    }
  }
  return { days: found, sql }
}

/** Asks what the installs of both sides brought and cost, where both are told of the same networks. */
export async function gatherEarned(
  question: ExplainQuestion,
  sides: readonly { readonly from: Day | null; readonly to: Day | null; readonly where: readonly Filter[] }[],
  context: MetricContext,
): Promise<Earned> {
  if (question.event !== 'install') return { unknown: 'revenue is asked per install', sql: [] }
  const day = cohortDay(context)
  const suffix = day === null ? '' : `_d${day}`
  const names = [`roas${suffix}`, `arpi${suffix}`]
  const [roas, arpi] = names.map((name) => keysOf(findMetric(name, context.names)))
  if (roas == null || arpi == null) return { unknown: 'revenue per install is no ratio here', sql: [] }
  const keys = [roas[0], roas[1], arpi[1]] as const
  const { lastDays: _, from: _from, to: _to, ...rest } = question
  const bounds = (from: Day | null, to: Day | null) =>
    from === null || to === null ? queryBounds(question) : queryBounds({ ...rest, from, to })
  const answers = await Promise.all(
    sides.map(({ from, to, where }) =>
      answerQuery(
        { metrics: names, by: [], where: [...question.where, ...where], ...bounds(from, to) },
        context,
      ),
    ),
  )
  const sql = answers.map((answer) => answer.sql)
  const [before, after] = answers.map(({ totals }): EarnedCounts => {
    const [revenue = 0, spend = 0, conversions = 0] = sumOf(totals.parts, keys)
    return { revenue, spend, conversions }
  })
  if (before === undefined || after === undefined || !(before.revenue > 0 && after.revenue > 0))
    return { unknown: 'no revenue of these installs is known on both sides', sql }
  const [old, now] = await Promise.all(answers.map((answer) => daysOf(answer, keys, context)))
  const none: EarnedDays = new Map()
  return {
    day,
    before,
    after,
    days: { before: old?.days ?? none, after: now?.days ?? none },
    sql: [...sql, ...[old, now].flatMap((found) => found?.sql ?? [])],
  }
}
