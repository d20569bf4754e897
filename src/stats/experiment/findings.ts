import { writeCount } from '../write-count.ts'
import type { ArmOverlap } from './arm-overlap.ts'
import type { LeftOut } from './trim-arm.ts'

export type FindingCode =
  | 'before_test'
  | 'exploration_cut'
  | 'missing_arm'
  | 'nothing_shown'
  | 'never_shown'
  | 'no_overlap'
  | 'missing_days'
  | 'single_arm_strata'

/** Something about a test's arms that its reader must know: `invalid` when it cannot be read for it. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: 'invalid' | 'warning' | 'info'
  readonly message: string
}

const LISTED = 5
const MUCH = 0.05

/** What was left out of the arms, and why. */
export function trimFindings(
  arms: readonly { readonly id: string; readonly beforeStart: LeftOut; readonly exploration: LeftOut }[],
): Finding[] {
  const findings: Finding[] = []
  const early = arms.filter(({ beforeStart }) => beforeStart.exposure > 0)
  if (early.length > 0) {
    const impressions = early.reduce((sum, { beforeStart }) => sum + beforeStart.exposure, 0)
    findings.push({
      code: 'before_test',
      severity: 'warning',
      message: `Days before the test are left out: ${writeCount(Math.round(impressions))} impressions of ${listed(early)}.`,
    })
  }
  const learning = arms.map(({ exploration }) => exploration).filter(({ exposure }) => exposure > 0)
  if (learning.length > 0) {
    const impressions = learning.reduce((sum, { exposure }) => sum + exposure, 0)
    const most = Math.max(...learning.map(({ days }) => days))
    findings.push({
      code: 'exploration_cut',
      severity: 'info',
      message: `The exploration phase is left out: up to ${most} ${most === 1 ? 'day' : 'days'} at the start of each arm, ${writeCount(Math.round(impressions))} impressions.`,
    })
  }
  return findings
}

/** Whether the arms were shown, and side by side. `hasDays` and `hasStrata` say what tells places apart. */
export function overlapFindings(
  arms: readonly { readonly id: string; readonly cells: readonly unknown[] }[],
  overlap: ArmOverlap,
  { hasDays, hasStrata }: { hasDays: boolean; hasStrata: boolean },
): Finding[] {
  const { days, groups } = overlap
  const shown = arms.filter((_, k) => (days[k] ?? 0) > 0)
  if (shown.length === 0)
    return [{ code: 'nothing_shown', severity: 'invalid', message: 'No arm was shown.' }]
  const findings: Finding[] = []
  const missing = arms.filter(({ cells }) => cells.length === 0)
  if (missing.length > 0) {
    findings.push({
      code: 'missing_arm',
      severity: 'invalid',
      message: `No counts of ${listed(missing)}: ${missing.length === 1 ? 'this arm is' : 'these arms are'} missing.`,
    })
  }
  const unseen = arms.filter(({ cells }, k) => cells.length > 0 && days[k] === 0)
  if (unseen.length > 0)
    findings.push({
      code: 'never_shown',
      severity: 'invalid',
      message: `${listed(unseen)} ${unseen.length === 1 ? 'was' : 'were'} never shown.`,
    })
  const where = hasDays && hasStrata ? 'day and stratum' : hasDays ? 'day' : 'stratum'
  const apart = apartFrom(arms, groups)
  if (apart.length > 0) {
    findings.push({
      code: 'no_overlap',
      severity: 'invalid',
      message: `${listed(apart)} shared no ${where} with the other arms, so what differed cannot be told from when or where.`,
    })
    return findings
  }
  if (overlap.lonePlaces > 0 && shown.length > 1) {
    const places = hasDays && hasStrata ? 'days and strata' : hasDays ? 'days' : 'strata'
    const said = {
      severity: overlap.loneShare >= MUCH ? ('warning' as const) : ('info' as const),
      message: `On ${overlap.lonePlaces} of ${overlap.places} ${places} a single arm was shown; ${(100 * overlap.loneShare).toFixed(1)} % of the impressions say nothing about differences.`,
    }
    findings.push(hasStrata ? { code: 'single_arm_strata', ...said } : { code: 'missing_days', ...said })
  } else if (hasDays && days.some((count) => count > 0 && count < Math.max(...days))) {
    const partly = arms.filter((_, k) => (days[k] ?? 0) > 0 && (days[k] ?? 0) < Math.max(...days))
    findings.push({
      code: 'missing_days',
      severity: 'warning',
      message: `${listed(partly)} did not run on all ${Math.max(...days)} days; arms are compared only where they ran together.`,
    })
  }
  return findings
}

/** Arms outside the largest set of arms tied together. */
function apartFrom<Arm>(arms: readonly Arm[], groups: readonly number[]): Arm[] {
  const sizes = new Map<number, number>()
  for (const group of groups) if (group >= 0) sizes.set(group, (sizes.get(group) ?? 0) + 1)
  const [main] = [...sizes].sort((a, b) => b[1] - a[1])[0] ?? [-1]
  return sizes.size < 2 ? [] : arms.filter((_, k) => (groups[k] ?? -1) >= 0 && groups[k] !== main)
}

function listed(arms: readonly { readonly id: string }[]): string {
  const names = arms.slice(0, LISTED).map(({ id }) => id)
  const more = arms.length - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}
