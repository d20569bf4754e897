import { countDays, type DayRange, earlierDay, laterDay } from '#schema/day.ts'
import type { Plan, Variant } from '../plan.ts'
import { placeOfSlice } from './place.ts'

/** First and last day the loads of a variant cover for a place; a load covers all places it names. */
export function coveredDays(
  plan: Plan,
  loads: readonly number[],
  place: string,
): DayRange | 'dateless' | null {
  const named = new Set(
    plan.catalogue.slices.filter((slice) => placeOfSlice(plan, slice) === place).map(({ load }) => load),
  )
  let days: DayRange | null = null
  let dateless = false
  for (const { load, from, to } of plan.catalogue.slices) {
    if (!loads.includes(load) || !named.has(load)) continue
    if (from === null || to === null) dateless = true
    else
      days = days === null ? { from, to } : { from: earlierDay(days.from, from), to: laterDay(days.to, to) }
  }
  return days ?? (dateless ? 'dateless' : null)
}

/** How much of the delivered days a variant covers: all, some of them, or none. */
export type Reach =
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly days: DayRange; readonly share: number }
  | { readonly kind: 'none' }

/** How much of what was delivered at a place, within the asked range, the loads of a variant cover. */
export function reachOf(
  plan: Plan,
  place: string,
  delivered: DayRange | 'dateless' | null,
  variant: Variant,
): Reach {
  const covered = coveredDays(plan, variant.loads, place)
  if (covered === null) return { kind: 'none' }
  if (covered === 'dateless' || delivered === 'dateless' || delivered === null) return { kind: 'all' }
  const from = plan.range.from === null ? delivered.from : laterDay(delivered.from, plan.range.from)
  const to = plan.range.to === null ? delivered.to : earlierDay(delivered.to, plan.range.to)
  if (from > to) return { kind: 'all' }
  const days = { from: laterDay(from, covered.from), to: earlierDay(to, covered.to) }
  if (days.from > days.to) return { kind: 'none' }
  const share = countDays(days.from, days.to) / countDays(from, to)
  return share === 1 ? { kind: 'all' } : { kind: 'some', days, share }
}
