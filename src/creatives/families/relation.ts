import type { FileFacts } from '#schema/answer/tag-answer.ts'
import { fingerprintDistance, hashDistance } from '../fingerprint/hash-distance.ts'

/** Bits of 256 up to which two pictures are one, and up to which one is a variant of the other; measured, see docs/tagging.md. */
export const SAME_BITS = 20
export const VARIANT_BITS = 70

/** Shares of ordered shots that two videos have in common. */
const SAME_SHOTS = 0.8
const VARIANT_RUN = 0.5
/** How much longer of two videos with the same shots one may be. */
const SAME_LENGTH = 1.05

/** How far the ratios of two sizes of one picture may lie apart: sides are whole pixels. */
const SAME_RATIO = 1.03

/** Shots whose text differs, as in another language, differ in up to this many bits; so many in a row by chance are rare. */
const LEAST_TRANSLATED = 3

/** How two files are related, and what says so. */
export interface Relation {
  readonly kind: 'same' | 'variant'
  /** Of 256; of a video's shots the mean. */
  readonly bits: number
  readonly why: string
}

/** The longest common subsequence of shots, and the longest run without a gap: how many, and the bits they differ in. */
export function sharedShots(one: readonly string[], other: readonly string[], most = SAME_BITS) {
  const width = other.length + 1
  const best = new Uint16Array((one.length + 1) * width)
  const runs = new Uint16Array((one.length + 1) * width)
  let run = 0
  let bits = 0
  let matches = 0
  for (let row = 1; row <= one.length; row += 1) {
    for (let column = 1; column <= other.length; column += 1) {
      const at = row * width + column
      const distance = hashDistance(one[row - 1] ?? '', other[column - 1] ?? '')
      const isMatch = distance <= most
      if (isMatch) {
        bits += distance
        matches += 1
        runs[at] = (runs[at - width - 1] ?? 0) + 1
        run = Math.max(run, runs[at] ?? 0)
      }
      best[at] = Math.max(
        best[at - 1] ?? 0,
        best[at - width] ?? 0,
        isMatch ? (best[at - width - 1] ?? 0) + 1 : 0,
      )
    }
  }
  return { shots: best.at(-1) ?? 0, run, bits: matches === 0 ? 0 : Math.round(bits / matches) }
}

function ofVideos(one: FileFacts, other: FileFacts): Relation | null {
  const [mine, its] = [one.fingerprint?.shots ?? [], other.fingerprint?.shots ?? []]
  const [short, long] = [Math.min(mine.length, its.length), Math.max(mine.length, its.length)]
  if (short === 0) return null
  const { shots, run, bits } = sharedShots(mine, its)
  const seconds = [one.durationSeconds ?? 0, other.durationSeconds ?? 0]
  const isAsLong = Math.max(...seconds) <= Math.min(...seconds) * SAME_LENGTH
  const why = `${shots} of ${long} shots are the same`
  if (shots >= long * SAME_SHOTS && isAsLong && one.hasAudio === other.hasAudio)
    return { kind: 'same', bits, why }
  if (shots >= long * SAME_SHOTS || run >= Math.max(1, short * VARIANT_RUN))
    return { kind: 'variant', bits, why }
  const translated = sharedShots(mine, its, VARIANT_BITS)
  if (isAsLong && translated.shots >= Math.max(LEAST_TRANSLATED, long * SAME_SHOTS)) {
    const alike = `${translated.shots} of ${long} shots differ only as text or a logo make them`
    return { kind: 'variant', bits: translated.bits, why: alike }
  }
  return null
}

function haveOneRatio(one: FileFacts, other: FileFacts): boolean {
  const ratio = ({ width, height }: FileFacts) => (width ?? 1) / (height ?? 1)
  return Math.abs(Math.log(ratio(one) / ratio(other))) <= Math.log(SAME_RATIO)
}

/** How two files are related by what they show; `null` where they are not. */
export function relationOf(one: FileFacts, other: FileFacts): Relation | null {
  if (one.fingerprint === null || other.fingerprint === null) return null
  if ((one.type === 'video') !== (other.type === 'video')) return null
  if (one.fingerprint.pixels === other.fingerprint.pixels) {
    return { kind: 'same', bits: 0, why: 'every decoded pixel is the same' }
  }
  if (one.type === 'video') return ofVideos(one, other)
  const bits = fingerprintDistance(one.fingerprint, other.fingerprint)
  if (bits > VARIANT_BITS) return null
  // A hash knows no ratio: stretched, a picture is another size of the ad. Without its bars it may have any.
  const isStretched =
    hashDistance(one.fingerprint.perceptual, other.fingerprint.perceptual) <= SAME_BITS &&
    !haveOneRatio(one, other)
  // Moving pictures are compared by their first page alone.
  const isSame = bits <= SAME_BITS && !isStretched && one.type === other.type && one.type !== 'animation'
  return { kind: isSame ? 'same' : 'variant', bits, why: `the pictures differ in ${bits} of 256 bits` }
}
