import type { SampleRatio } from '#schema/answer/test-check-answer.ts'
import { dailySampleRatioCheck, type SampleRatioCheck, sampleRatioCheck } from '#stats/index.ts'
import type { GroupedArm } from './group-arms.ts'

/** Whether the arms got the split that was designed; equal where the table names none. */
export interface SplitCheck {
  readonly sampleRatio: SampleRatio
  /** Whether an equal split was assumed, and how many different splits were designed. */
  readonly assumed: boolean
  readonly splits: number
}

interface Period {
  readonly design: readonly number[]
  readonly days: Map<number, number[]>
}

const SUSPICIOUS = 0.001

function notChecked(reason: string, assumed: boolean): SplitCheck {
  const sampleRatio: SampleRatio = {
    p: null,
    flagged: false,
    deviation: null,
    basis: null,
    notComputed: { p: reason, deviation: reason, basis: reason },
  }
  return { sampleRatio, assumed, splits: 1 }
}

/** Counts by day of each designed split; a changed split starts a new period. */
function periodsOf(arms: readonly GroupedArm[], assumed: boolean): Period[] {
  const fixed = arms.map((arm) => {
    const shares = new Set(arm.cells.map(({ share }) => share))
    return shares.size === 1 ? (arm.cells[0]?.share ?? null) : null
  })
  const isFixed = assumed || fixed.every((share) => share !== null)
  const places = new Map<string, { day: number; counts: number[]; shares: number[] }>()
  arms.forEach((arm, k) => {
    for (const { day, stratum = '', exposure, share } of arm.cells) {
      const key = isFixed ? String(day) : `${day} ${stratum}`
      const place = places.get(key) ?? {
        day,
        counts: arms.map(() => 0),
        shares: arms.map((_, i) => (assumed ? 1 : isFixed ? (fixed[i] ?? 0) : 0)),
      }
      place.counts[k] = (place.counts[k] ?? 0) + exposure
      if (!isFixed) place.shares[k] = share ?? 0
      places.set(key, place)
    }
  })
  const periods = new Map<string, Period>()
  for (const { day, counts, shares } of places.values()) {
    const total = shares.reduce((a, b) => a + b, 0)
    const design = shares.map((share) => share / total)
    const key = design.map((share) => share.toPrecision(9)).join(' ')
    const period = periods.get(key) ?? { design, days: new Map<number, number[]>() }
    const known = period.days.get(day) ?? arms.map(() => 0)
    period.days.set(
      day,
      known.map((n, k) => n + (counts[k] ?? 0)),
    )
    periods.set(key, period)
  }
  return [...periods.values()]
}

function checkPeriod({ design, days }: Period, hasDays: boolean): SampleRatioCheck {
  const present = [...design.keys()].filter((k) => (design[k] ?? 0) > 0)
  const shares = present.map((k) => design[k] ?? 0)
  const counts = [...days.values()].map((day) => present.map((k) => day[k] ?? 0))
  if (hasDays) return dailySampleRatioCheck(counts, shares)
  return sampleRatioCheck(
    present.map((_, k) => counts.reduce((sum, day) => sum + (day[k] ?? 0), 0)),
    shares,
  )
}

/** Checks impressions against the designed split, each period of a changed split by itself. */
export function checkSplit(arms: readonly GroupedArm[], hasDays: boolean): SplitCheck {
  const named = arms.every((arm) => arm.cells.every(({ share }) => share !== null))
  if (arms.length < 2) return notChecked('a single arm has no split', !named)
  if (arms.some(({ problems }) => problems.length > 0))
    return notChecked('some counts cannot be used', !named)
  if (arms.every(({ impressions }) => impressions === 0)) return notChecked('nothing was shown', !named)
  const periods = periodsOf(arms, !named)
  const checks = periods
    .filter(({ design, days }) => {
      const shown = [...days.values()].some((day) => day.some((n) => n > 0))
      return shown && design.filter((share) => share > 0).length > 1
    })
    .map((period) => checkPeriod(period, hasDays))
  const [first] = checks
  if (first === undefined) return notChecked('no two arms were designed to share a day', !named)
  const worst = checks.reduce((a, b) => (b.pValue < a.pValue ? b : a), first)
  const p = Math.min(1, worst.pValue * checks.length)
  return {
    sampleRatio: {
      p,
      flagged: worst.flagged && p < SUSPICIOUS,
      deviation: worst.deviation,
      basis: worst.basis,
      notComputed: {},
    },
    assumed: !named,
    splits: periods.length,
  }
}
