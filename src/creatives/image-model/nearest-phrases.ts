import type { TaxonomyKey } from '../taxonomy/taxonomy.ts'

/** A direction in the space a model puts pictures and phrases into, of length one. */
export type Direction = Float32Array

/** How much a likely phrase stands out, as CLIP models learn it. */
const SHARPNESS = 100

/** The vector with length one; all noughts stay as they are. */
export function directionOf(vector: Float32Array): Direction {
  const length = Math.sqrt(vector.reduce((sum, one) => sum + one * one, 0))
  return length === 0 ? vector : vector.map((one) => one / length)
}

/** The direction in the middle of several. */
export function middleOf(directions: readonly Direction[]): Direction {
  const [first] = directions
  if (first === undefined) return new Float32Array()
  return directionOf(
    first.map((_, at) => directions.reduce((sum, direction) => sum + (direction[at] ?? 0), 0)),
  )
}

/** How likely a picture shows each value of a key, the likeliest first; together they are 1. */
export function likelihoods(
  picture: Direction,
  { values }: TaxonomyKey,
  directionsOf: (phrases: readonly string[]) => readonly Direction[],
): readonly { readonly value: string; readonly likelihood: number }[] {
  const near = Object.entries(values).map(([value, phrases]) => {
    const phrase = middleOf(directionsOf(phrases))
    return { value, near: picture.reduce((sum, one, at) => sum + one * (phrase[at] ?? 0), 0) }
  })
  const most = Math.max(...near.map((one) => one.near))
  const weights = near.map((one) => ({ ...one, weight: Math.exp(SHARPNESS * (one.near - most)) }))
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0)
  return weights
    .map(({ value, weight }) => ({ value, likelihood: weight / whole }))
    .toSorted((one, other) => other.likelihood - one.likelihood)
}
