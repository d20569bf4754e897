import { CHANGE_PARTS, type ChangeParts, type ExplainAnswer } from '#schema/answer/explain-answer.ts'
import type { WaterfallStep } from '../../charts/waterfall-steps.ts'

/** What each part is called. */
export function partNames({
  knowsClicks,
}: Pick<ExplainAnswer, 'knowsClicks'>): Readonly<Record<keyof ChangeParts, string>> {
  return {
    mix: 'Mix of places',
    ctr: 'Clicks per impression',
    cvr: 'Installs per click',
    view: knowsClicks ? 'After a view alone' : 'Without a known click',
  }
}

const SIDES = { before: 'Before', after: 'After' } as const

/** Parts that say something: those of exactly 0 are left out. */
function partsOf(parts: ChangeParts): readonly (keyof ChangeParts)[] {
  return CHANGE_PARTS.filter((part) => Math.abs(parts[part]) > 1e-12)
}

/** The rate before, its parts, and after; empty where it was not computed. */
export function rateSteps(answer: ExplainAnswer): readonly WaterfallStep[] {
  const { before, after, parts, intervals } = answer
  const names = partNames(answer)
  if (parts === null || before.perMille === null || after.perMille === null) return []
  return [
    { label: SIDES.before, value: before.perMille, isWhole: true },
    ...partsOf(parts).map((part) => ({
      label: names[part],
      value: parts[part],
      ...(intervals === null ? {} : intervals[part]),
    })),
    { label: SIDES.after, value: after.perMille, isWhole: true },
  ]
}

/** The same for the cost of a conversion, with the price of impressions first. */
export function costSteps(answer: ExplainAnswer): readonly WaterfallStep[] {
  const { cost } = answer
  const names = partNames(answer)
  if (cost === null) return []
  return [
    { label: SIDES.before, value: cost.before, isWhole: true },
    { label: 'Price of impressions', value: cost.price, ...cost.intervals?.price },
    ...partsOf(cost.rate).map((part) => ({
      label: names[part],
      value: cost.rate[part],
      ...cost.intervals?.rate[part],
    })),
    { label: SIDES.after, value: cost.after, isWhole: true },
  ]
}

/** The price of a thousand impressions: other places, and prices inside them. */
export function priceSteps(answer: ExplainAnswer): readonly WaterfallStep[] {
  const { price } = answer
  const names = partNames(answer)
  if (price === null) return []
  return [
    { label: SIDES.before, value: price.before, isWhole: true },
    { label: names.mix, value: price.mix, ...price.intervals?.mix },
    { label: 'Price of impressions', value: price.price, ...price.intervals?.price },
    { label: SIDES.after, value: price.after, isWhole: true },
  ]
}

/** Revenue per unit of spend: what an install brings, then what it costs. */
export function returnSteps(answer: ExplainAnswer): readonly WaterfallStep[] {
  const { roas } = answer
  const names = partNames(answer)
  if (roas === null) return []
  return [
    { label: SIDES.before, value: roas.before, isWhole: true },
    { label: 'Revenue of an install', value: roas.value, ...roas.intervals?.value },
    { label: 'Price of impressions', value: roas.price, ...roas.intervals?.price },
    ...partsOf(roas.rate).map((part) => ({
      label: names[part],
      value: roas.rate[part],
      ...roas.intervals?.rate[part],
    })),
    ...(Math.abs(roas.coverage) > 1e-12
      ? [{ label: 'Revenue not known yet', value: roas.coverage, ...roas.intervals?.coverage }]
      : []),
    { label: SIDES.after, value: roas.after, isWhole: true },
  ]
}
