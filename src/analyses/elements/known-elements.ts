import { findGrouping, type MetricContext } from '#metrics/index.ts'

const CREATIVE_LEVELS = ['creative', 'ad']

/** Everything that tells what a creative is made of: the parts of its name, and its tags. */
export function knownElements({ names, catalogue }: MetricContext): readonly string[] {
  const tokens = [...(names.tokens?.values() ?? [])]
    .filter(({ levels }) => levels.some((level) => CREATIVE_LEVELS.includes(level)))
    .map(({ name }) => name)
  const tags = catalogue.loads.flatMap(({ dimensions }) =>
    [...dimensions].filter((name) => name.startsWith('tag.')),
  )
  return [...new Set([...tokens, ...tags.toSorted()])]
}

/** The elements asked for; throws `not_found` with the nearest name. */
export function askedElements(asked: readonly string[], context: MetricContext): readonly string[] {
  if (asked.length === 0) return knownElements(context)
  return [...new Set(asked.map((name) => findGrouping(name, context.names.tokens).name))]
}
