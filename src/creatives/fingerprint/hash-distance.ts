import type { Fingerprint } from '#schema/answer/tag-answer.ts'

const BITS = Array.from({ length: 16 }, (_, digit) => digit.toString(2).replaceAll('0', '').length)

/** How many bits two hashes of hexadecimal digits differ in. */
export function hashDistance(one: string, other: string): number {
  let distance = 0
  for (let at = 0; at < Math.max(one.length, other.length); at += 1) {
    const differing = Number.parseInt(one[at] ?? '0', 16) ^ Number.parseInt(other[at] ?? '0', 16)
    distance += BITS[differing] ?? 0
  }
  return distance
}

/** How many of 256 bits two pictures differ in, with or without their black bars, whichever is nearer. */
export function fingerprintDistance(one: Fingerprint, other: Fingerprint): number {
  const hashes = (print: Fingerprint) =>
    print.perceptualTrimmed === null ? [print.perceptual] : [print.perceptual, print.perceptualTrimmed]
  return Math.min(...hashes(one).flatMap((mine) => hashes(other).map((its) => hashDistance(mine, its))))
}
