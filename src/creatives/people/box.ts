/** A place in a picture, as shares of its width and height. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** What two places share, as a share of the picture. */
function shared(one: Box, other: Box): number {
  const across = Math.min(one.left + one.width, other.left + other.width) - Math.max(one.left, other.left)
  const down = Math.min(one.top + one.height, other.top + other.height) - Math.max(one.top, other.top)
  return Math.max(0, across) * Math.max(0, down)
}

/** Share of the smaller of two places that the other covers. */
export function overlap(one: Box, other: Box): number {
  const smaller = Math.min(one.width * one.height, other.width * other.height)
  return smaller > 0 ? shared(one, other) / smaller : 0
}

/** What was found once each, the surest first; of those that are alike and overlap by more than `most`, the surest stays. */
export function surest<Found extends Box & { readonly confidence: number }>(
  found: readonly Found[],
  most: number,
  isAlike: (one: Found, other: Found) => boolean = () => true,
): readonly Found[] {
  const kept: Found[] = []
  for (const one of found.toSorted((a, b) => b.confidence - a.confidence)) {
    if (kept.every((other) => !isAlike(one, other) || overlap(one, other) <= most)) kept.push(one)
  }
  return kept
}

/** Share of a place that the others cover. */
export function covered(one: Box, others: readonly Box[]): number {
  const sum = others.reduce((all, other) => all + shared(one, other), 0)
  return sum / (one.width * one.height)
}
