import type { CreativeEvidence, RankedCreative, RankResult } from './types.ts'

/** A creative in one place. */
export const single = (id: string, conversions: number, exposure: number): CreativeEvidence => ({
  id,
  cells: [{ stratum: 'all', exposure, conversions }],
})

/** The creative of an id; throws where there is none. */
export const byId = (result: RankResult, id: string): RankedCreative => {
  const found = result.creatives.find((creative) => creative.id === id)
  if (found === undefined) throw new Error(`no creative ${id}`)
  return found
}

/** A number, or none where a reason stands in its place. */
export const number = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)
