import type { ExperimentArm, ExperimentCell } from './experiment-input.ts'

/** Where arms were shown side by side; only there they can be compared. */
export interface ArmOverlap {
  /** Places (day and stratum) with impressions, and those in which a single arm was shown. */
  readonly places: number
  readonly lonePlaces: number
  /** Share of all impressions in places with a single arm. */
  readonly loneShare: number
  /** Of each arm: days shown at all, and the set of arms it is tied to by shared places; -1 = never shown. */
  readonly days: readonly number[]
  readonly groups: readonly number[]
}

export function placeOf({ day, stratum = '' }: ExperimentCell): string {
  return `${day} ${stratum}`
}

/** How far the periods and strata of arms overlap. */
export function armOverlap(arms: readonly ExperimentArm[]): ArmOverlap {
  const places = new Map<string, { first: number; single: boolean; exposure: number }>()
  const tied = arms.map((_, k) => k)
  const root = (k: number): number => {
    let r = k
    while (tied[r] !== undefined && tied[r] !== r) r = tied[r] ?? r
    tied[k] = r
    return r
  }
  let total = 0
  arms.forEach((arm, k) => {
    for (const cell of arm.cells) {
      if (!(cell.exposure > 0)) continue
      total += cell.exposure
      const place = placeOf(cell)
      const known = places.get(place)
      if (known === undefined) {
        places.set(place, { first: k, single: true, exposure: cell.exposure })
        continue
      }
      known.exposure += cell.exposure
      if (known.first === k) continue
      known.single = false
      tied[root(k)] = root(known.first)
    }
  })
  const lone = [...places.values()].filter(({ single }) => single)
  const days = arms.map((arm) => new Set(shownCells(arm).map(({ day }) => day)).size)
  return {
    places: places.size,
    lonePlaces: lone.length,
    loneShare: total > 0 ? lone.reduce((sum, { exposure }) => sum + exposure, 0) / total : 0,
    days,
    groups: arms.map((_, k) => ((days[k] ?? 0) > 0 ? root(k) : -1)),
  }
}

/** Days on which both were shown in the same stratum. */
export function sharedDays(first: ExperimentArm, second: ExperimentArm): number {
  const places = new Set(shownCells(first).map(placeOf))
  const shared = shownCells(second).filter((cell) => places.has(placeOf(cell)))
  return new Set(shared.map(({ day }) => day)).size
}

function shownCells({ cells }: ExperimentArm): readonly ExperimentCell[] {
  return cells.filter(({ exposure }) => exposure > 0)
}
