import type { RowTarget, TargetReached } from '#schema/answer/rank-answer.ts'
import { formatMoney } from '../../format/money.ts'
import { formatRate } from '../../format/number.ts'

const REACHED: Readonly<Record<TargetReached, string>> = {
  met: 'Target met: its whole interval lies above what is needed',
  missed: 'Target missed: its whole interval lies below what is needed',
  open: 'Target open: its interval holds what is needed',
}

/** A target with the rate that reaches it. */
export function describeNeed({ description, perMille, cpm }: RowTarget, currency: string | null): string {
  const needed = `needs ${formatRate(perMille / 1000)} per thousand`
  return cpm === null
    ? `${description}: ${needed}`
    : `${description}: ${needed} at its CPM of ${formatMoney(cpm, currency)}`
}

/** How a rate stands against its target, in words. */
export function describeReached(reached: TargetReached, target: RowTarget, currency: string | null): string {
  return `${REACHED[reached]}. ${describeNeed(target, currency)}`
}
