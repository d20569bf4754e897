import type { SampleRatio } from '#schema/answer/test-check-answer.ts'
import { checkSplitPeriods, type DesignLabel, isComputed, labelOf, type SplitPeriod } from '#stats/index.ts'
import type { GroupedArm } from './group-arms.ts'

/** Whether the arms got the split that was designed; equal where the table names none. */
export interface SplitCheck {
  readonly sampleRatio: SampleRatio
  /** Whether an equal split was assumed, and whether only some rows name a share. */
  readonly assumed: boolean
  readonly incomplete: boolean
  /** How many different splits were designed. */
  readonly splits: number
  readonly label: DesignLabel
}

interface DayCounts {
  readonly impressions: readonly number[]
  readonly users: readonly number[]
}

interface Period {
  readonly design: readonly number[]
  readonly days: Map<number, DayCounts>
}

/** Counts by day of each designed split; a changed split starts a new period. */
function periodsOf(arms: readonly GroupedArm[], assumed: boolean): Period[] {
  const fixed = arms.map((arm) => {
    const shares = new Set(arm.cells.map(({ share }) => share))
    return shares.size === 1 ? (arm.cells[0]?.share ?? null) : null
  })
  const isFixed = assumed || fixed.every((share) => share !== null)
  const none = () => arms.map(() => 0)
  const places = new Map<string, { day: number; impressions: number[]; users: number[]; shares: number[] }>()
  arms.forEach((arm, k) => {
    for (const { day, stratum = '', exposure, users = 0, share } of arm.cells) {
      const key = isFixed ? String(day) : `${day} ${stratum}`
      const place = places.get(key) ?? {
        day,
        impressions: none(),
        users: none(),
        shares: arms.map((_, i) => (assumed ? 1 : isFixed ? (fixed[i] ?? 0) : 0)),
      }
      place.impressions[k] = (place.impressions[k] ?? 0) + exposure
      place.users[k] = (place.users[k] ?? 0) + users
      if (!isFixed) place.shares[k] = share ?? 0
      places.set(key, place)
    }
  })
  const periods = new Map<string, Period>()
  for (const { day, impressions, users, shares } of [...places.values()].sort((a, b) => a.day - b.day)) {
    const total = shares.reduce((a, b) => a + b, 0)
    const design = shares.map((share) => share / total)
    const key = design.map((share) => share.toPrecision(9)).join(' ')
    const period = periods.get(key) ?? { design, days: new Map<number, DayCounts>() }
    const known = period.days.get(day) ?? { impressions: none(), users: none() }
    period.days.set(day, {
      impressions: known.impressions.map((n, k) => n + (impressions[k] ?? 0)),
      users: known.users.map((n, k) => n + (users[k] ?? 0)),
    })
    periods.set(key, period)
  }
  return [...periods.values()]
}

function whyNot(arms: readonly GroupedArm[], label: DesignLabel | undefined): string | null {
  if (label === 'observational') return 'the network chose who saw which arm, so no split was designed'
  if (arms.length < 2) return 'a single arm has no split'
  if (arms.some(({ problems }) => problems.length > 0)) return 'some counts cannot be used'
  if (arms.every(({ impressions }) => impressions === 0)) return 'nothing was shown'
  return null
}

function notChecked(reason: string): SampleRatio {
  return {
    p: null,
    flagged: false,
    deviation: null,
    basis: null,
    logEvidence: null,
    notComputed: { p: reason, deviation: reason, basis: reason, logEvidence: reason },
  }
}

/** Checks impressions, or users where they are known, against the designed split, each period of a changed split by itself. */
export function checkSplit(
  arms: readonly GroupedArm[],
  { hasDays, label }: { readonly hasDays: boolean; readonly label?: DesignLabel },
): SplitCheck {
  const shares = arms.flatMap(({ cells }) => cells.map(({ share }) => share))
  const assumed = shares.some((share) => share === null)
  const incomplete = assumed && shares.some((share) => share !== null)
  const reason = whyNot(arms, label)
  const periods = reason === null ? periodsOf(arms, assumed) : []
  const facts = {
    assumed,
    incomplete,
    splits: Math.max(1, periods.length),
    label: label ?? (assumed ? 'equal' : labelOf(periods[0]?.design ?? [1])),
  }
  if (reason !== null) return { ...facts, sampleRatio: notChecked(reason) }
  const knowsUsers = arms.every(({ cells }) => cells.every(({ users }) => users !== undefined))
  const reading = checkSplitPeriods(
    periods.map(({ design, days }): SplitPeriod => {
      const counts = [...days.values()]
      return {
        design,
        impressions: counts.map(({ impressions }) => impressions),
        users: knowsUsers ? counts.map(({ users }) => users) : null,
      }
    }),
    hasDays,
  )
  if (!isComputed(reading)) return { ...facts, sampleRatio: notChecked(reading.notComputed) }
  const { pValue: p, flagged, deviation, basis, logEvidence } = reading
  const notComputed: SampleRatio['notComputed'] = {}
  if (logEvidence === null)
    notComputed.logEvidence = 'evidence that may be read every day needs a column of users and dates'
  return { ...facts, sampleRatio: { p, flagged, deviation, basis, logEvidence, notComputed } }
}
