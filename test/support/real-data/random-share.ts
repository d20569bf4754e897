import type { RandomGenerator } from '#stats/index.ts'

export interface Traffic {
  readonly impressions: number
  readonly clicks: number
}

/** A random share of some traffic, every impression as likely as any other, and the rest of it. */
export function randomShare<Whole extends Traffic>(
  whole: Whole,
  share: number,
  random: RandomGenerator,
): { sample: Traffic; rest: Traffic } {
  const { impressions, clicks } = whole
  const size = Math.round(impressions * share)
  let taken = 0
  for (let click = 0; click < clicks; click++) {
    if (random() * (impressions - click) < size - taken) taken++
  }
  return {
    sample: { impressions: size, clicks: taken },
    rest: { impressions: impressions - size, clicks: clicks - taken },
  }
}

/** Traffic dealt at random into equal parts. */
export function randomParts(whole: Traffic, parts: number, random: RandomGenerator): Traffic[] {
  let left = whole
  return Array.from({ length: parts }, (_, part) => {
    const { sample, rest } = randomShare(left, 1 / (parts - part), random)
    left = rest
    return sample
  })
}
