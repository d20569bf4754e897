import { answerDays, type MetricAnswer, type MetricContext, partsWithBoth } from '#metrics/index.ts'
import { type Computed, estimatePriceResponse, notComputed, type PriceResponse } from '#stats/index.ts'
import { isModelled } from '../evidence/answer-modelled.ts'

/** Series from which a response is read: those with most money, so that a large account takes no longer. */
const MOST_SERIES = 2_000

/** How prices followed money from day to day in the rows of an answer, each on each network by itself. */
export async function observePrices(
  answer: MetricAnswer,
  context: MetricContext,
): Promise<{ readonly price: Computed<PriceResponse>; readonly sql: readonly string[] }> {
  if (isModelled(answer))
    return { price: notComputed('not_enough_data', 'modelled conversions have no days'), sql: [] }
  const { days, sql } = await answerDays(
    answer,
    ['spend', 'impressions'],
    (row) => partsWithBoth(row.parts, 'spend', 'impressions'),
    context,
  )
  const series = [...days.values()].flat().map(({ days: day, sums }) => ({
    day,
    spend: sums.spend ?? [],
    impressions: sums.impressions ?? [],
  }))
  const money = new Map(
    series.map((own) => [own, Array.from(own.spend).reduce((sum, amount) => sum + amount, 0)]),
  )
  const largest = series.toSorted((a, b) => (money.get(b) ?? 0) - (money.get(a) ?? 0)).slice(0, MOST_SERIES)
  return { price: estimatePriceResponse(largest), sql: [sql] }
}
