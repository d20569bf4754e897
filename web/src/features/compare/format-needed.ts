import type { PairComparison } from '#schema/answer/compare-answer.ts'

/** What the second of a pair still lacks: `1 200 installs, about 3 days`. */
export function formatNeeded(
  { conversions, days }: PairComparison['needed'],
  events: string,
  format: (value: number) => string,
): string {
  if (conversions <= 0) return 'nothing'
  const amount = `${format(Math.ceil(conversions))} ${events}`
  return days === null ? amount : `${amount}, about ${format(Math.ceil(days))} days`
}
