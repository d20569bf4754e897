import type { Assumption } from '#schema/answer/test-plan-answer.ts'
import type { ObjectEvidence } from '../evidence/gather-evidence.ts'
import type { AccountHistory } from './account-history.ts'

/** Numbers somebody gave instead of the history's. */
export interface GivenNumbers {
  readonly ipm?: number
  readonly cpm?: number
  readonly dailyImpressions?: number
}

const LEAST_CONVERSIONS = 20
const GIVEN = 'as given'

function totals(objects: readonly ObjectEvidence[]) {
  const counted = objects.filter(
    ({ impressions, conversions }) => impressions !== null && conversions !== null,
  )
  const sum = (read: (object: ObjectEvidence) => number) =>
    counted.reduce((total, object) => total + read(object), 0)
  return {
    impressions: sum(({ impressions }) => impressions ?? 0),
    conversions: sum(({ conversions }) => conversions ?? 0),
    objectDays: sum(({ daily }) => daily.impressions.filter((shown) => shown > 0).length),
  }
}

function days({ from, to }: AccountHistory): string {
  return `${from} … ${to}`
}

/** Conversions per thousand impressions: the control's where it has enough, else everybody's. */
export function assumedIpm(
  control: readonly ObjectEvidence[],
  history: AccountHistory | null,
  { ipm }: GivenNumbers,
  by: string,
): Assumption {
  if (ipm !== undefined) return { value: ipm, from: GIVEN }
  if (history === null) return { value: null, from: 'there is no history; give it with --ipm' }
  const own = totals(control)
  if (own.conversions >= LEAST_CONVERSIONS)
    return { value: (1000 * own.conversions) / own.impressions, from: `the control, ${days(history)}` }
  const all = totals(history.objects)
  return all.conversions > 0
    ? { value: (1000 * all.conversions) / all.impressions, from: `every ${by}, ${days(history)}` }
    : { value: null, from: 'the history has no conversions; give it with --ipm' }
}

function cpmOf(objects: readonly ObjectEvidence[]): number | null {
  const priced = objects.filter(({ spend, impressions }) => (spend ?? 0) > 0 && (impressions ?? 0) > 0)
  const impressions = priced.reduce((sum, object) => sum + (object.impressions ?? 0), 0)
  const spend = priced.reduce((sum, object) => sum + (object.spend ?? 0), 0)
  return impressions > 0 ? (1000 * spend) / impressions : null
}

/** Price of a thousand impressions: the arms' where it is known, else everybody's. */
export function assumedCpm(
  arms: readonly ObjectEvidence[],
  history: AccountHistory | null,
  { cpm }: GivenNumbers,
  by: string,
): Assumption {
  if (cpm !== undefined) return { value: cpm, from: GIVEN }
  const own = cpmOf(arms)
  if (history !== null && own !== null) return { value: own, from: `the arms, ${days(history)}` }
  const all = history === null ? null : cpmOf(history.objects)
  return history !== null && all !== null
    ? { value: all, from: `every ${by}, ${days(history)}` }
    : { value: null, from: 'no spend is known; give it with --cpm' }
}

/** Impressions of all arms in a day: what each had, and a typical object's for those without a history. */
export function assumedPace(
  arms: readonly (readonly ObjectEvidence[])[],
  history: AccountHistory | null,
  { dailyImpressions }: GivenNumbers,
  by: string,
): Assumption {
  if (dailyImpressions !== undefined) return { value: dailyImpressions, from: GIVEN }
  const all = totals(history?.objects ?? [])
  if (history === null || all.objectDays === 0)
    return { value: null, from: 'the pace is not known; give it with --daily-impressions' }
  const paces = arms.map((objects) => {
    const own = totals(objects)
    return own.objectDays > 0 ? (own.impressions / own.objectDays) * objects.length : null
  })
  const typical = all.impressions / all.objectDays
  const value = paces.reduce<number>((sum, pace) => sum + (pace ?? typical), 0)
  const known = paces.filter((pace) => pace !== null).length
  const from =
    known === paces.length
      ? `the arms, ${days(history)}`
      : known === 0
        ? `a typical ${by} of the account, ${days(history)}`
        : `the arms, ${days(history)}; a typical ${by} for those without a history`
  return { value, from }
}
