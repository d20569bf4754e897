const MOST = 2_000

/** Combinations of levels to look at: all of them, or where they are too many those of the best levels and all that were tried. */
export function combinationsOf(
  sizes: readonly number[],
  tried: readonly (readonly number[])[],
  byMerit: readonly (readonly number[])[],
): { readonly list: readonly (readonly number[])[]; readonly someLeftOut: boolean } {
  const product = (limit: number) => sizes.reduce((ways, size) => ways * Math.min(size, limit), 1)
  let limit = Math.max(...sizes)
  while (limit > 1 && product(limit) > MOST) limit--
  const choices = byMerit.map((levels) => levels.slice(0, limit))
  const list = choices.reduce<readonly (readonly number[])[]>(
    (some, levels) => some.flatMap((start) => levels.map((level) => [...start, level])),
    [[]],
  )
  const known = new Map([...list, ...tried].map((levels) => [levels.join(' '), levels]))
  return { list: [...known.values()], someLeftOut: product(Number.POSITIVE_INFINITY) > known.size }
}
