import {
  type AnsweredRow,
  carries,
  dimensionsOf,
  type Filter,
  findGrouping,
  type Grouping,
  type MetricAnswer,
  type MetricContext,
} from '#metrics/index.ts'
import type { SpreadCell } from '#stats/index.ts'
import { type CampaignCount, textOf } from './unspread-rows.ts'

const BELOW_CAMPAIGN = ['ad_group', 'ad', 'creative']

/** Whether a grouping says of a campaign's conversions what it says of the campaign. */
function isOfCampaigns(grouping: Grouping): boolean {
  if (grouping.kind === 'entity') return !BELOW_CAMPAIGN.includes(grouping.name)
  return grouping.kind !== 'token' || grouping.levels.every((level) => level === 'campaign')
}

/** What both sides of a modelled answer tell apart. */
export interface Shared {
  /** Places of the groupings that both sides carry, among all groupings. */
  readonly places: readonly number[]
  readonly by: readonly string[]
  readonly where: readonly Filter[]
  /** Whether the question keeps only some of a campaign's objects. */
  readonly isPart: boolean
}

export function sharedBy({ plan }: MetricAnswer, { catalogue, names }: MetricContext, event: string): Shared {
  const counting = catalogue.loads.filter(({ kinds }) =>
    kinds.some((kind) => kind.event === event && kind.basis === 'mmp'),
  )
  const isShared = (grouping: Grouping) =>
    isOfCampaigns(grouping) && counting.every(({ dimensions }) => carries(dimensions, grouping))
  const places = plan.groupings.flatMap((grouping, place) => (isShared(grouping) ? [place] : []))
  const where = plan.query.where.filter((filter) =>
    dimensionsOf(filter).every((name) => isShared(findGrouping(name, names.tokens))),
  )
  return {
    places,
    by: places.flatMap((place) => plan.groupings[place]?.name ?? []),
    where,
    isPart: where.length < plan.query.where.length,
  }
}

/** Counts of each network and campaign, inside what both sides tell apart. */
type CampaignCounts = ReadonlyMap<string, CampaignCount>

export function countsOf(rows: readonly AnsweredRow[], field: string): CampaignCounts {
  return new Map(
    rows.flatMap(({ keys, parts }) =>
      parts.flatMap((part) => {
        const count = part.components[field] ?? null
        return count === null ? [] : [[textOf([part.network, ...keys]), { part, keys, count }] as const]
      }),
    ),
  )
}

/** What each row and network of the answer claims in each campaign, beside what its campaign counts. */
export function cellsOf(
  claims: readonly AnsweredRow[],
  field: string,
  { places, isPart }: Shared,
  claimed: CampaignCounts,
  counted: CampaignCounts,
): ReadonlyMap<string, readonly SpreadCell[]> {
  const cells = new Map<string, SpreadCell[]>()
  const cellOf = (network: string, keys: readonly (string | null)[]) =>
    textOf([network, ...places.map((place) => keys[place] ?? null), keys.at(-1) ?? null])
  const ran = new Map<string, number>()
  for (const { keys, parts } of claims) {
    for (const { network } of parts) {
      const cell = cellOf(network, keys)
      ran.set(cell, (ran.get(cell) ?? 0) + 1)
    }
  }
  for (const { keys, parts } of claims) {
    const own = keys.slice(0, -1)
    for (const { network, components } of parts) {
      const cell = cellOf(network, keys)
      const place = textOf([network, ...own])
      const known = cells.get(place) ?? []
      known.push({
        conversions: counted.get(cell)?.count ?? 0,
        claimed: components[field] ?? 0,
        claimedInAll: claimed.get(cell)?.count ?? 0,
        isWhole: !isPart && ran.get(cell) === 1,
      })
      cells.set(place, known)
    }
  }
  return cells
}
