import type { Tag } from '#schema/answer/tag-answer.ts'
import type { Cut } from '../video/find-cuts.ts'
import { tagWriter } from './tag-of.ts'

const tag = tagWriter('cuts@1', 'vision')

const SLOW = 10
const FAST = 30
const STILL = 0.01
const LIVELY = 0.05

/** More than three within a second may harm who is sensitive to light (WCAG 2.3.1). */
const HARMLESS_FLASHES = 3

const rounded = (value: number, digits: number) => Number(value.toFixed(digits))

function transitionsOf(cuts: readonly Cut[]): string {
  const kinds = new Set(cuts.map(({ kind }) => kind))
  return kinds.size === 2 ? 'both' : ([...kinds][0] ?? 'none')
}

/** Whether a video flashes as may harm. */
export function flashTags({
  flashes,
  at,
}: {
  readonly flashes: number
  readonly at: number
}): readonly Tag[] {
  const second = rounded(at, 1)
  const evidence = { text: `at most ${flashes} within a second`, ...(flashes > 0 ? { from: second } : {}) }
  return [tag('flashing', flashes > HARMLESS_FLASHES, 0.8, evidence)]
}

/** Cuts, pace and motion of a video of so many seconds. */
export function videoTags(
  {
    cuts,
    motion,
    stillShare,
  }: { readonly cuts: readonly Cut[]; readonly motion: number; readonly stillShare: number },
  seconds: number,
): readonly Tag[] {
  const perMinute = seconds > 0 ? (cuts.length * 60) / seconds : 0
  const moments = cuts
    .map(({ at, kind }) => `${at.toFixed(1)} s${kind === 'fade' ? ' (fade)' : ''}`)
    .join(', ')
  const [first] = cuts
  return [
    tag('cuts', cuts.length, 0.9, cuts.length === 0 ? null : { text: moments.slice(0, 400) }),
    tag('transitions', transitionsOf(cuts), 0.8),
    tag('cuts_per_minute', rounded(perMinute, 1), 0.9),
    tag('pace', perMinute < SLOW ? 'slow' : perMinute <= FAST ? 'medium' : 'fast', 0.9),
    ...(first === undefined
      ? []
      : [tag('first_cut', rounded(first.at, 1), 0.9, { from: first.at, to: first.at })]),
    tag('motion', motion < STILL ? 'still' : motion < LIVELY ? 'medium' : 'lively', 0.8, {
      text: `mean change ${motion.toFixed(4)}`,
    }),
    tag('still_share', rounded(stillShare, 2), 0.9),
  ]
}
