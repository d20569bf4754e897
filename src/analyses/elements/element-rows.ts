import type { ElementRow } from '#schema/answer/elements-answer.ts'
import { type ElementEffect, type ElementsReading, isComputed } from '#stats/index.ts'

/** Share of false finds that is borne. */
const MOST_FALSE = 0.05

/** Spend of the creatives that carry each value, of all spend. */
export type SpendShares = (element: string, value: string) => number | null

function verdictOf({ reading }: ElementEffect): ElementRow['verdict'] {
  if (!isComputed(reading)) return 'not_computed'
  const { effect, qValue } = reading
  if (qValue > MOST_FALSE) return 'open'
  return effect.low > 1 ? 'higher' : effect.high < 1 ? 'lower' : 'open'
}

function rowOf(effect: ElementEffect, spendShare: SpendShares): ElementRow {
  const { reading, alike, element, value, creatives, others, exposure, conversions, pooled, isMisleading } =
    effect
  const read = isComputed(reading) ? reading : null
  const reason = isComputed(reading) ? null : reading.notComputed
  const notComputed: Record<string, string> = {}
  if (reason !== null)
    for (const field of ['effect', 'unshrunk', 'pValue', 'qValue']) notComputed[field] = reason
  if (pooled === null) notComputed.pooled = 'one side has not converted'
  const share = spendShare(element, value)
  if (share === null) notComputed.spendShare = 'no spend known'
  return {
    element,
    value,
    verdict: verdictOf(effect),
    creatives,
    others,
    exposure,
    conversions,
    spendShare: share,
    effect: read?.effect ?? null,
    unshrunk: read?.unshrunk ?? null,
    pValue: read?.pValue ?? null,
    qValue: read?.qValue ?? null,
    pooled,
    isMisleading,
    alike: alike.map((own) => ({ ...own })),
    notComputed,
  }
}

/** Rows of a reading: element by element, the highest effect first, what was not computed last. */
export function elementRows({ effects }: ElementsReading, spendShare: SpendShares): ElementRow[] {
  const order = new Map([...new Set(effects.map(({ element }) => element))].map((name, k) => [name, k]))
  return effects
    .map((effect) => rowOf(effect, spendShare))
    .toSorted(
      (a, b) =>
        (order.get(a.element) ?? 0) - (order.get(b.element) ?? 0) ||
        (b.effect?.ratio ?? -1) - (a.effect?.ratio ?? -1) ||
        b.creatives - a.creatives,
    )
}
