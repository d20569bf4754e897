import type { DelayShare } from '../../charts/delay-plot.tsx'

const STEPS = [
  { seconds: 86_400, unit: 'd' },
  { seconds: 3600, unit: 'h' },
  { seconds: 60, unit: 'm' },
] as const

/** Seconds as short as a tick can be: `40s`, `8m`, `2h`, `7d`. */
export function stepLabel(seconds: number): string {
  const step = STEPS.find((each) => Math.round(seconds / each.seconds) >= 1 && seconds >= each.seconds * 0.97)
  return step === undefined ? `${seconds}s` : `${Math.round(seconds / step.seconds)}${step.unit}`
}

/** Shares of a site's installs beside those of the others, by step. */
export function delayShares(
  counts: readonly number[],
  { edges, baseline }: { edges: readonly number[]; baseline: readonly number[] | null },
): readonly DelayShare[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return edges.map((edge, place) => ({
    step: stepLabel(edge),
    own: all === 0 ? 0 : (counts[place] ?? 0) / all,
    others: baseline?.[place] ?? 0,
  }))
}
