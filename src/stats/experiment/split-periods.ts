import { type Computed, notComputed } from '../not-computed.ts'
import {
  dailySampleRatioCheck,
  type SampleRatioCheck,
  sampleRatioCheck,
  sampleRatioLogEvidence,
} from './sample-ratio.ts'

/** Days under one designed split, which need not sum to 1; each day lists the arms in the split's order. */
export interface SplitPeriod {
  readonly design: readonly number[]
  readonly impressions: readonly (readonly number[])[]
  /** People who met the test for the first time on that day; null where they are not known. */
  readonly users: readonly (readonly number[])[] | null
}

export interface SplitReading extends SampleRatioCheck {
  /** Periods that could be checked. */
  readonly periods: number
  /** ln of the highest evidence so far against the designed split, on users by day; null without them. */
  readonly logEvidence: number | null
}

const SUSPICIOUS = 0.001
/** Evidence of 1,000 : 1 that the split is broken, at whichever look. */
const SURE = Math.log(1000)

/**
 * Whether impressions, or users where every period knows them, were split as designed, each period by itself: the smallest
 * p-value times their number. With days of users the verdict is sequential and may be read at every look.
 */
export function checkSplitPeriods(periods: readonly SplitPeriod[], hasDays: boolean): Computed<SplitReading> {
  const usable = periods.map(onlyDesigned).filter(({ design, impressions }) => {
    return design.length > 1 && impressions.some((day) => day.some((n) => n > 0))
  })
  if (usable.length === 0) return notComputed('no_plan', 'no two arms were designed to share a day')
  const onUsers = usable.every(({ users }) => users?.some((day) => day.some((n) => n > 0)))
  const checks = usable.map(({ design, impressions, users }) => {
    if (onUsers && users !== null)
      return { ...sampleRatioCheck(sums(users), design), basis: 'users' as const }
    return hasDays ? dailySampleRatioCheck(impressions, design) : sampleRatioCheck(sums(impressions), design)
  })
  const worst = checks.reduce((a, b) => (b.pValue < a.pValue ? b : a))
  const pValue = Math.min(1, worst.pValue * checks.length)
  const logEvidence = onUsers && hasDays ? highestEvidence(usable) : null
  return {
    ...worst,
    pValue,
    flagged: logEvidence === null ? worst.flagged && pValue < SUSPICIOUS : logEvidence >= SURE,
    periods: checks.length,
    logEvidence,
  }
}

function onlyDesigned({ design, impressions, users }: SplitPeriod): SplitPeriod {
  const present = [...design.keys()].filter((k) => (design[k] ?? 0) > 0)
  const total = present.reduce((sum, k) => sum + (design[k] ?? 0), 0)
  const pick = (days: readonly (readonly number[])[]) => days.map((day) => present.map((k) => day[k] ?? 0))
  return {
    design: present.map((k) => (design[k] ?? 0) / total),
    impressions: pick(impressions),
    users: users === null ? null : pick(users),
  }
}

function sums(days: readonly (readonly number[])[]): number[] {
  return (days[0] ?? []).map((_, k) => days.reduce((sum, day) => sum + (day[k] ?? 0), 0))
}

/** Evidence of one period multiplies that of the next; the highest of all daily looks. */
function highestEvidence(periods: readonly SplitPeriod[]): number {
  let before = 0
  let highest = 0
  for (const { design, users } of periods) {
    const counts = design.map(() => 0)
    let now = 0
    for (const day of users ?? []) {
      day.forEach((n, k) => {
        counts[k] = (counts[k] ?? 0) + n
      })
      now = sampleRatioLogEvidence(counts, design)
      highest = Math.max(highest, before + now)
    }
    before += now
  }
  return highest
}
