import { fisherExact } from '../comparison/fisher-exact.ts'
import { shareDifference } from '../intervals/share-difference.ts'
import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { type Computed, notComputed } from '../not-computed.ts'
import { normalCdf } from '../special/normal.ts'
import type { CarriedValue } from './carried-values.ts'
import { fitSpreads } from './fit-spreads.ts'
import type { WeighedCreatives } from './spread-moments.ts'
import type { ElementCreative, SharedValues } from './types.ts'
import { typicalRates } from './typical-rates.ts'

const SURE = 0.8
const LEAST_CREATIVES = 3

/** Which values are more frequent among creatives that are surely better than typical than among those surely worse. */
export function sharedValues(
  elements: readonly string[],
  creatives: readonly ElementCreative[],
  data: WeighedCreatives,
  values: readonly CarriedValue[],
  level: number,
): Computed<SharedValues> {
  const bare = {
    ...data,
    design: { ...data.design, columns: 0, start: new Int32Array(creatives.length + 1) },
  }
  const spread = fitSpreads(bare).creative
  const typical = typicalRates(data, spread)
  const sureness = creatives.map(({ logRate, variance }, i) => {
    const weight = spread ** 2 / (spread ** 2 + variance)
    return normalCdf((weight * (logRate - (typical[i] ?? 0))) / Math.sqrt(weight * variance))
  })
  const isWinner = sureness.map((p) => p >= SURE)
  const isLoser = sureness.map((p) => p <= 1 - SURE)
  const idsOf = (is: readonly boolean[]) => creatives.flatMap(({ id }, i) => (is[i] ? [id] : []))
  const [winners, losers] = [idsOf(isWinner), idsOf(isLoser)]
  if (winners.length < LEAST_CREATIVES || losers.length < LEAST_CREATIVES)
    return notComputed(
      'not_enough_data',
      `${winners.length} creatives are surely better than typical and ${losers.length} surely worse; 3 of each are needed`,
    )
  const rows = values.flatMap(({ element, value, members }) => {
    const isKnown = (i: number) => (creatives[i]?.values[element] ?? null) !== null
    const among = (is: readonly boolean[]) => is.reduce((sum, own, i) => sum + Number(own && isKnown(i)), 0)
    const [allWinners, allLosers] = [among(isWinner), among(isLoser)]
    if (allWinners === 0 || allLosers === 0) return []
    const [won, lost] = [isWinner, isLoser].map((is) => members.reduce((sum, i) => sum + Number(is[i]), 0))
    const carriedBy = [won ?? 0, lost ?? 0] as const
    return [
      {
        element: elements[element] ?? '',
        value,
        winners: carriedBy[0],
        losers: carriedBy[1],
        ...shareDifference([carriedBy[0], allWinners], [carriedBy[1], allLosers], level),
        pValue: fisherExact(
          carriedBy[0],
          allWinners,
          carriedBy[0] + carriedBy[1],
          allWinners + allLosers - carriedBy[0] - carriedBy[1],
        ),
      },
    ]
  })
  const qValues = benjaminiHochberg(rows.map(({ pValue }) => pValue))
  return {
    winners,
    losers,
    values: rows
      .map((row, k) => ({ ...row, qValue: qValues[k] ?? 1 }))
      .toSorted((a, b) => a.pValue - b.pValue || b.difference - a.difference),
  }
}
