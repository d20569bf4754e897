import type { Cut } from './find-cuts.ts'

/** A stretch of a video without a cut, in seconds. */
export interface Shot {
  readonly from: number
  readonly to: number
}

/** The shots between these cuts. */
export function shotsOf(cuts: readonly Cut[], seconds: number): readonly Shot[] {
  const starts = [0, ...cuts.map(({ at }) => at)]
  return starts
    .map((from, index) => ({ from, to: starts[index + 1] ?? seconds }))
    .filter(({ from, to }) => to > from)
}

const HOOK_SECONDS = [1, 2, 3]
const END_SECONDS = [2.5, 1, 0.2]
const MOST = 12

/** Moments worth a full picture: the middle of each shot, the hook, and the end; at most 12. */
export function keyMoments(shots: readonly Shot[], seconds: number): readonly number[] {
  const wanted = [
    ...HOOK_SECONDS.filter((at) => at < seconds),
    ...END_SECONDS.map((before) => seconds - before).filter((at) => at > 0),
    ...shots.map(({ from, to }) => (from + to) / 2),
  ]
  const kept: number[] = []
  for (const at of wanted) {
    if (kept.length < MOST && kept.every((other) => Math.abs(other - at) >= 0.4)) kept.push(at)
  }
  return kept.toSorted((one, other) => one - other)
}
