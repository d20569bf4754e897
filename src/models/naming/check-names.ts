import type { LevelPattern } from './naming.ts'
import { explainMisfit, nameReader } from './read-name.ts'

/** What became of a name: its tokens, or why no pattern fits. */
export type NameReading =
  | { readonly fits: true; readonly tokens: ReadonlyMap<string, string> }
  | { readonly fits: false; readonly reason: string }

/** Reads names by the patterns that are for their network, the first that fits. */
export function namesReader(
  patterns: readonly LevelPattern[],
): (name: string, network: string) => NameReading {
  const readers = patterns.map(({ pattern, network }) => ({ pattern, network, read: nameReader(pattern) }))
  return (name, network) => {
    const own = readers.filter((one) => one.network === null || one.network === network)
    for (const { read } of own) {
      const tokens = read(name)
      if (tokens !== null) return { fits: true, tokens }
    }
    const [first, ...others] = own
    if (first === undefined) return { fits: false, reason: 'no pattern is for this network' }
    const why = explainMisfit(name, first.pattern)
    return {
      fits: false,
      reason: others.length === 0 ? why : `${why} in the first of ${own.length} patterns`,
    }
  }
}
