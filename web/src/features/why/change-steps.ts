import { CHANGE_PARTS, type ChangeParts, type ExplainAnswer } from '#schema/answer/explain-answer.ts'
import type { WaterfallStep } from '../../charts/waterfall-steps.ts'

/** What each part is called. */
export const PART_NAMES: Readonly<Record<keyof ChangeParts, string>> = {
  mix: 'Mix of places',
  ctr: 'Clicks per impression',
  cvr: 'Installs per click',
  view: 'Without a click',
}

const SIDES = { before: 'Before', after: 'After' } as const

/** Parts that say something: those of exactly 0 are left out. */
function partsOf(parts: ChangeParts): readonly (keyof ChangeParts)[] {
  return CHANGE_PARTS.filter((part) => Math.abs(parts[part]) > 1e-12)
}

/** The rate before, its parts, and after; empty where it was not computed. */
export function rateSteps({ before, after, parts, intervals }: ExplainAnswer): readonly WaterfallStep[] {
  if (parts === null || before.perMille === null || after.perMille === null) return []
  return [
    { label: SIDES.before, value: before.perMille, isWhole: true },
    ...partsOf(parts).map((part) => ({
      label: PART_NAMES[part],
      value: parts[part],
      ...(intervals === null ? {} : intervals[part]),
    })),
    { label: SIDES.after, value: after.perMille, isWhole: true },
  ]
}

/** The same for the cost of a conversion, with the price of impressions first. */
export function costSteps({ cost }: ExplainAnswer): readonly WaterfallStep[] {
  if (cost === null) return []
  return [
    { label: SIDES.before, value: cost.before, isWhole: true },
    { label: 'Price of impressions', value: cost.price, ...cost.intervals?.price },
    ...partsOf(cost.rate).map((part) => ({
      label: PART_NAMES[part],
      value: cost.rate[part],
      ...cost.intervals?.rate[part],
    })),
    { label: SIDES.after, value: cost.after, isWhole: true },
  ]
}

/** The price of a thousand impressions: other places, and prices inside them. */
export function priceSteps({ price }: ExplainAnswer): readonly WaterfallStep[] {
  if (price === null) return []
  return [
    { label: SIDES.before, value: price.before, isWhole: true },
    { label: PART_NAMES.mix, value: price.mix, ...price.intervals?.mix },
    { label: 'Price of impressions', value: price.price, ...price.intervals?.price },
    { label: SIDES.after, value: price.after, isWhole: true },
  ]
}

/** Revenue per unit of spend: what an install brings, then what it costs. */
export function returnSteps({ roas }: ExplainAnswer): readonly WaterfallStep[] {
  if (roas === null) return []
  return [
    { label: SIDES.before, value: roas.before, isWhole: true },
    { label: 'Revenue of an install', value: roas.value, ...roas.intervals?.value },
    { label: 'Price of impressions', value: roas.price, ...roas.intervals?.price },
    ...partsOf(roas.rate).map((part) => ({
      label: PART_NAMES[part],
      value: roas.rate[part],
      ...roas.intervals?.rate[part],
    })),
    ...(Math.abs(roas.coverage) > 1e-12
      ? [{ label: 'Revenue not known yet', value: roas.coverage, ...roas.intervals?.coverage }]
      : []),
    { label: SIDES.after, value: roas.after, isWhole: true },
  ]
}
