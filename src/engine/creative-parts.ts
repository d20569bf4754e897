import type { Warehouse } from '#warehouse/warehouse.ts'

/** Which creatives were put together as which. */
export interface CreativeParts {
  /** The creative this one counts as, itself where it was put together with none. */
  whole(part: string): string
  /** The creatives of rows that count as this one. */
  parts(whole: string): readonly string[]
  /** The same, and itself: what is kept by any of these keys is of it. */
  keys(whole: string): readonly string[]
  /** Every creative there is, as it counts. */
  readonly wholes: ReadonlySet<string>
}

/** What rows say now of which creatives count as one. */
export async function readCreativeParts(warehouse: Warehouse): Promise<CreativeParts> {
  const { rows } = await warehouse.query(
    `SELECT DISTINCT i.creative AS creative, i.named_creative AS part FROM identity i
    WHERE i.creative IS NOT NULL AND i.named_creative IS NOT NULL ORDER BY 1, 2`,
  )
  const pairs = rows.map(({ creative, part }) => [String(creative), String(part)] as const)
  const wholes = new Map(pairs.map(([whole, part]) => [part, whole]))
  const parts = Map.groupBy(pairs, ([whole]) => whole)
  const partsOf = (whole: string) => (parts.get(whole) ?? []).map(([, part]) => part)
  return {
    whole: (part) => wholes.get(part) ?? part,
    parts: partsOf,
    keys: (whole) => [...new Set([whole, ...partsOf(whole)])],
    wholes: new Set(parts.keys()),
  }
}
