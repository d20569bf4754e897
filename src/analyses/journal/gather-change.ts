import {
  answerDays,
  answerQuery,
  type Filter,
  type MetricAnswer,
  type MetricContext,
  partsWithBoth,
} from '#metrics/index.ts'
import type { DaySeries } from '#stats/index.ts'
import { conversionField, type EvidenceQuestion, queryBounds } from '../evidence/gather-evidence.ts'
import { toldDimensions, USUAL_PLACES } from '../evidence/told-dimensions.ts'

export type ChangeQuestion = Omit<EvidenceQuestion, 'by'>

/** Daily counts of what was changed and of the rest, place by place. */
export interface GatheredChange {
  readonly changed: readonly DaySeries[]
  readonly rest: readonly DaySeries[]
  /** What places are told apart by besides the network. */
  readonly dimensions: readonly string[]
  readonly answer: MetricAnswer
  readonly sql: readonly string[]
}

/** Asks for both sides by day, told apart as finely as the reports of both tell all of it: by creative too where they do. */
export async function gatherChange(
  question: ChangeQuestion,
  changed: readonly Filter[],
  rest: readonly Filter[] | null,
  context: MetricContext,
): Promise<GatheredChange> {
  const field = conversionField(question.event)
  const ask = (by: readonly string[], where: readonly Filter[]) =>
    answerQuery(
      {
        metrics: ['impressions', field],
        by: [...by],
        where: [...question.where, ...where],
        ...queryBounds(question),
      },
      context,
    )
  const askSides = async (by: readonly string[]) => {
    const after = await ask(by, changed)
    return { before: rest === null ? after : await ask(by, rest), after }
  }
  const { dimensions, sides } = await toldDimensions(
    { asked: null, usual: [...USUAL_PLACES, 'creative'], told: new Set() },
    await askSides([]),
    askSides,
    field,
    context,
  )
  const seriesOf = async (answer: MetricAnswer) => {
    const partsOf = (row: MetricAnswer['rows'][number]) => partsWithBoth(row.parts, 'impressions', field)
    const { days, sql } = await answerDays(answer, ['impressions', field], partsOf, context)
    const series = [...days.values()].flat().map(
      ({ days: day, sums }): DaySeries => ({
        day,
        exposure: sums.impressions ?? new Float64Array(day.length),
        conversions: sums[field] ?? new Float64Array(day.length),
      }),
    )
    return { series, sql: [answer.sql, sql] }
  }
  const after = await seriesOf(sides.after)
  const before = rest === null ? { series: [], sql: [] } : await seriesOf(sides.before)
  return {
    changed: after.series,
    rest: before.series,
    dimensions,
    answer: sides.after,
    sql: [...after.sql, ...before.sql],
  }
}
