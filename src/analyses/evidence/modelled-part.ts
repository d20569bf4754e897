import type { AnsweredPart, AnsweredRow } from '#metrics/index.ts'

/** A part of a row with its conversions modelled; with the reason where no campaign of the network has any. */
export function modelledPart(
  part: AnsweredPart,
  field: string,
  count: number | null,
  network: string,
): AnsweredPart {
  const { [field]: _amount, ...components } = part.components
  const { [field]: _basis, ...basis } = part.basis
  const { [field]: _reason, ...unknown } = part.unknown
  if (count === null) {
    const reason = `no MMP conversions of campaigns of ${network} are known to be spread`
    return {
      ...part,
      components: { ...components, [field]: null },
      basis,
      unknown: { ...unknown, [field]: reason },
    }
  }
  return {
    ...part,
    components: { ...components, [field]: count },
    basis: { ...basis, [field]: ['modelled'] },
    unknown,
  }
}

/** The totals with the modelled conversions of all rows, those of networks that only they have included. */
export function addTotals(rows: readonly AnsweredRow[], totals: AnsweredRow, field: string): AnsweredRow {
  const sums = new Map<string, number>()
  for (const { parts } of rows) {
    for (const { network, components } of parts) {
      const amount = components[field] ?? null
      if (amount !== null) sums.set(network, (sums.get(network) ?? 0) + amount)
    }
  }
  const known = new Set(totals.parts.map(({ network }) => network))
  const added = rows.flatMap(({ parts }) => parts.filter(({ network }) => !known.has(network)))
  const missing = [...new Map(added.map((part) => [part.network, part])).values()]
  return {
    ...totals,
    parts: [...totals.parts, ...missing].map((part) => {
      return modelledPart(part, field, sums.get(part.network) ?? null, part.network)
    }),
  }
}
