import { answeringLoads, answerQuery, completionOf, LEAST_SHARE, type MetricContext } from '#metrics/index.ts'
import type { ImmatureDay } from '#schema/answer/maturity-answer.ts'
import { addDays, countDays, type Day } from '#schema/day.ts'
import { nowcast } from '#stats/index.ts'

/** Days back from the newest one that are looked at. */
const DAYS = 45
const LEVEL = 0.95
/** A belief that weighs nothing: half a conversion of any rate. */
const BELIEF = { shape: 0.5, rate: 1e-9 }
/** What still comes below this share changes nothing anybody sees. */
const NEARLY_ALL = 1e-3

export interface NowcastDays {
  readonly days: readonly ImmatureDay[]
  readonly notComputed: Readonly<Record<string, string>>
  readonly sql: readonly string[]
}

/** What the newest days of each network will count in the end, where it is known how late a count comes. */
export async function nowcastDays(field: string, context: MetricContext): Promise<NowcastDays> {
  const { newestDay, networkLabels } = context.catalogue
  if (newestDay === null) return { days: [], notComputed: {}, sql: [] }
  const bounds = {
    metrics: [field],
    by: ['day'],
    from: addDays(newestDay, 1 - DAYS),
    to: newestDay,
  }
  const completed = await answerQuery({ ...bounds, maturity: 'completed' }, context)
  const counted = await answerQuery({ ...bounds, maturity: 'include' }, context)
  const reasons: Record<string, string> = {}
  for (const { unknown } of completed.totals.parts)
    if (unknown[field] !== undefined) reasons[field] = unknown[field]
  const days = counted.rows.flatMap(({ keys, parts }): ImmatureDay[] => {
    const day: Day | null = keys[0] ?? null
    if (day === null) return []
    return parts.flatMap(({ network, components }) => {
      const count = components[field] ?? null
      const completion =
        count === null
          ? null
          : completionOf(completed.plan, field, network, day, answeringLoads(completed, field, network))
      if (count === null || completion === null) return []
      const { observedOn, shares, learnt } = completion
      const age = day > observedOn ? 0 : countDays(day, observedOn) - 1
      const share = shares[age] ?? 1
      if (share < LEAST_SHARE || Math.abs(1 - share) < NEARLY_ALL) return []
      const phi = learnt?.dispersion ?? 1
      const { estimate, low, high } = nowcast({
        conversions: count,
        exposure: 1,
        share,
        shareLogVariance: (learnt?.logVariance[age] ?? 0) / phi,
        belief: BELIEF,
        phi,
        level: LEVEL,
      })
      const label = network === '' ? '' : (networkLabels.get(network) ?? network)
      return [{ network: label, field, day, age, counted: count, share, expected: estimate, low, high }]
    })
  })
  return { days, notComputed: reasons, sql: [completed.sql, counted.sql] }
}
