import type { AnsweredPart, AnsweredRow, MetricAnswer } from '#metrics/index.ts'

/** Conversions of a campaign, with the part of the answer they come from. */
export interface CampaignCount {
  readonly part: AnsweredPart
  readonly keys: readonly (string | null)[]
  readonly count: number
}

/** One text for the keys of a row. */
export const textOf = (keys: readonly (string | null)[]) => JSON.stringify(keys)

/** Rows for conversions no object of their campaign claims, by what both sides tell apart. */
export function unspreadRows(
  left: readonly CampaignCount[],
  { plan }: MetricAnswer,
  places: readonly number[],
  field: string,
): readonly AnsweredRow[] {
  return left
    .filter(({ count }) => count > 0)
    .map(({ part, keys, count }) => {
      const own = plan.groupings.map(({ name }, place) => {
        if (name === 'campaign') return keys.at(-1) ?? null
        const index = places.indexOf(place)
        return index === -1 ? (name === 'network' ? part.network || null : null) : (keys[index] ?? null)
      })
      const others = plan.components.filter(({ key }) => key !== field).map(({ key }) => key)
      return {
        keys: own,
        names: own,
        parts: [
          {
            network: part.network,
            components: { ...Object.fromEntries(others.map((key) => [key, null])), [field]: count },
            basis: { [field]: ['modelled'] },
            unknown: Object.fromEntries(
              others.map((key) => [key, 'no object of the campaign claims conversions']),
            ),
            incomplete: {},
          },
        ],
      }
    })
}

/** Rows with the same keys as one; what was not spread has no interval of its own. */
export function mergeRows(
  rows: readonly AnsweredRow[],
  more: readonly AnsweredRow[],
  counts: Map<AnsweredRow, unknown>,
): readonly AnsweredRow[] {
  const merged = new Map(rows.map((row) => [textOf(row.keys), row]))
  for (const row of more) {
    const known = merged.get(textOf(row.keys))
    if (known === undefined) {
      merged.set(textOf(row.keys), row)
      continue
    }
    counts.delete(known)
    const parts = known.parts.map((part) => {
      const added = row.parts.find(({ network }) => network === part.network)
      if (added === undefined) return part
      const components = Object.fromEntries(
        Object.entries(part.components).map(([key, amount]) => {
          const other = added.components[key] ?? null
          return [key, other === null ? amount : (amount ?? 0) + other]
        }),
      )
      return { ...part, components, basis: { ...part.basis, ...added.basis } }
    })
    const others = row.parts.filter(({ network }) => known.parts.every((part) => part.network !== network))
    merged.set(textOf(row.keys), { ...known, parts: [...parts, ...others] })
  }
  return [...merged.values()]
}
