import { brightnessOf, frameDifferences, meanDifference } from './frame-differences.ts'
import type { VideoScan } from './scan-video.ts'

/** A change of picture, in seconds from the start. */
export interface Cut {
  readonly at: number
  readonly kind: 'cut' | 'fade'
}

/** Thresholds measured on hard cuts, cross-fades, zooms, pans and moving patterns: docs/tagging.md. */
const CUT_DIFFERENCE = 0.18
/** A slow fade from black changes colours by steps; a cut changes brightness at once too. */
const CUT_BRIGHTNESS = 0.05
const FADE_DIFFERENCE = 0.08
/** A fade changes most of the picture; a title or somebody walking in does not. */
const FADE_AREA = 0.5
const CHANGED = 8
/** How much the stretches beside a fade may change, as a share of what the fade changes. */
const STILL_BESIDE = 0.4
const FADE_STRENGTH = 0.06
/** Two cuts this near, with the same picture before and after, are a flash. */
const FLASH_SECONDS = 0.35
const SAME_PICTURE = 0.05

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

/** Differences of the frames beside one. */
function beside(differences: readonly number[], index: number): readonly number[] {
  const first = Math.max(1, index - 3)
  return differences.slice(first, index + 4).toSpliced(index - first, 1)
}

/** Frames that differ from the one before far more than their neighbours do, in colours and in brightness. */
function hardCuts(differences: readonly number[], light: readonly number[]): readonly number[] {
  return differences.flatMap((difference, index) => {
    const [near, change] = [beside(differences, index), light[index] ?? 0]
    const isCut =
      index > 0 &&
      difference > CUT_DIFFERENCE &&
      difference > 3 * median(near) + 0.05 &&
      near.every((other) => difference >= other) &&
      change > CUT_BRIGHTNESS &&
      change > 3 * median(beside(light, index))
    return isCut ? [index] : []
  })
}

function withoutFlashes(
  cuts: readonly number[],
  brightness: readonly Float32Array[],
  framesPerSecond: number,
): readonly number[] {
  const flashes = new Set<number>()
  cuts.forEach((cut, index) => {
    const next = cuts[index + 1]
    if (next === undefined || next - cut > FLASH_SECONDS * framesPerSecond || flashes.has(cut)) return
    const [before, after] = [brightness[cut - 1], brightness[next]]
    if (before && after && meanDifference(before, after) < SAME_PICTURE) flashes.add(cut).add(next)
  })
  return cuts.filter((cut) => !flashes.has(cut))
}

/** How well the frame between two others is their mixture: 0 for exactly. */
function mixtureError(before: Float32Array, middle: Float32Array, after: Float32Array): number {
  let error = 0
  let distance = 0
  for (let at = 0; at < middle.length; at += 1) {
    const [one, other] = [before[at] ?? 0, after[at] ?? 0]
    error += Math.abs((middle[at] ?? 0) - 0.5 * (one + other))
    distance += Math.abs(one - other)
  }
  return error / (distance + 1e-6)
}

/** Share of pixels whose brightness two frames differ in. */
function changedShare(one: Float32Array, other: Float32Array): number {
  let changed = 0
  for (let at = 0; at < one.length; at += 1) {
    if (Math.abs((one[at] ?? 0) - (other[at] ?? 0)) > CHANGED) changed += 1
  }
  return changed / one.length
}

/** Strength of a cross-fade around a frame: two still stretches, and between them their mixture. */
function fadeStrength(brightness: readonly Float32Array[], index: number, framesPerSecond: number): number {
  const gap = Math.round(framesPerSecond * 0.35)
  const stretch = Math.round(framesPerSecond * 0.4)
  const at = (offset: number) => brightness[index + offset]
  const [earlier, before, middle, after, later] = [
    ...[at(-gap - stretch), at(-gap - 1), at(0), at(gap + 1), at(gap + stretch)],
  ]
  if (!earlier || !before || !middle || !after || !later) return 0
  const change = meanDifference(before, after)
  const error = mixtureError(before, middle, after)
  const isStill =
    meanDifference(before, earlier) < change * STILL_BESIDE &&
    meanDifference(after, later) < change * STILL_BESIDE
  const isWhole = changedShare(before, after) > FADE_AREA
  return isWhole && change > FADE_DIFFERENCE && error < 0.35 && isStill ? change * (1 - error) : 0
}

function fades(
  brightness: readonly Float32Array[],
  cuts: readonly number[],
  framesPerSecond: number,
): readonly number[] {
  const strengths = brightness.map((_, index) =>
    cuts.some((cut) => Math.abs(cut - index) < 0.8 * framesPerSecond)
      ? 0
      : fadeStrength(brightness, index, framesPerSecond),
  )
  return strengths.flatMap((strength, index) => {
    const near = strengths.slice(Math.max(0, index - framesPerSecond), index + framesPerSecond + 1)
    return strength > FADE_STRENGTH && strength === Math.max(...near) ? [index] : []
  })
}

/** Hard cuts and cross-fades of a video, and what else its small frames tell. */
export function findCuts(scan: VideoScan): {
  readonly cuts: readonly Cut[]
  /** Mean difference of frames that follow each other inside a shot, from 0 to 1. */
  readonly motion: number
  /** Share of frames that are like the one before. */
  readonly stillShare: number
} {
  const { framesPerSecond, frames } = scan
  const brightness = brightnessOf(scan)
  const differences = frameDifferences(scan, brightness)
  const light = brightness.map((frame, index) => meanDifference(frame, brightness[index - 1] ?? frame))
  const hard = withoutFlashes(hardCuts(differences, light), brightness, framesPerSecond)
  const soft = fades(brightness, hard, framesPerSecond)
  const seconds = (index: number) => index / framesPerSecond
  const cuts = [
    ...hard.map((index) => ({ at: seconds(index), kind: 'cut' as const })),
    ...soft.map((index) => ({ at: seconds(index), kind: 'fade' as const })),
  ].toSorted((one, other) => one.at - other.at)
  const inside = light.filter((_, index) => index > 0 && !hard.includes(index))
  const following = differences.slice(1)
  return {
    cuts,
    motion: inside.length === 0 ? 0 : inside.reduce((sum, value) => sum + value, 0) / inside.length,
    stillShare: frames.length < 2 ? 1 : following.filter((value) => value < 0.004).length / following.length,
  }
}
