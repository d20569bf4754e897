import type { Random } from '../../random/random.ts'
import { APPS } from '../catalogue/apps.ts'
import { COUNTRIES, type Tier } from '../catalogue/countries.ts'
import { NETWORKS, type Slot, type StudioNetwork } from '../catalogue/networks.ts'
import type { Creative } from '../creatives/creative.ts'
import { sourcesOf } from '../creatives/roles.ts'
import type { Ad, Campaign, Named } from './campaign.ts'
import { drawNetworkId } from './network-id.ts'

const TIERS: readonly Tier[] = ['T1', 'GROW']
const SLOTS_PER_CREATIVE = [1, 1, 2, 2] as const

interface Place {
  readonly network: StudioNetwork
  readonly slot: Slot
}

function placesFor(creative: Creative): Place[] {
  return NETWORKS.filter((network) => network.formats.includes(creative.format)).flatMap((network) =>
    network.slots.filter((slot) => slot.app === creative.app.code).map((slot) => ({ network, slot })),
  )
}

function drawPlaces(random: Random, creative: Creative): Place[] {
  const possible = placesFor(creative)
  if (creative.role) {
    const sources = sourcesOf(creative.role, creative.app.code)
    return possible.filter(({ network }) => sources.includes(network.source))
  }
  const order = possible.map((place) => ({ place, rank: random.uniform() }))
  const count = random.pick(SLOTS_PER_CREATIVE)
  return order
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ place }) => place)
}

function drawAdGroups(random: Random, network: StudioNetwork, tier: Tier): Named[] {
  if (!network.hasAdGroups) return []
  const names =
    network.channel === 'social' ? [`${tier}_Broad`, `${tier}_LAL3`] : [`${tier}_Set_A`, `${tier}_Set_B`]
  return names.map((name) => ({ id: drawNetworkId(random, network.source), name }))
}

/** All campaigns of the studio; every creative is in at least one of them. */
export function drawCampaigns(random: Random, creatives: readonly Creative[]): Campaign[] {
  const members = new Map<Slot, Creative[]>()
  for (const creative of creatives) {
    for (const { slot } of drawPlaces(random.fork('places', creative.index), creative)) {
      members.set(slot, [...(members.get(slot) ?? []), creative])
    }
  }
  return NETWORKS.flatMap((network) =>
    network.slots.flatMap((slot) =>
      TIERS.flatMap((tier) => {
        const app = APPS.find(({ code }) => code === slot.app)
        const countries = slot.countries.filter((country) => COUNTRIES[country].tier === tier)
        if (!app || countries.length === 0) return []
        const stream = random.fork('campaign', network.source, slot.app, slot.os, tier)
        const goal = tier === 'T1' ? 'purchase value' : 'installs'
        const groups = drawAdGroups(stream, network, tier)
        const ads = (members.get(slot) ?? []).map((creative): Ad => {
          const library = random.fork('creative', network.source, creative.index)
          return {
            creative,
            creativeId: drawNetworkId(library, network.source),
            adGroup: groups[creative.index % 2] ?? null,
            ad: network.hasAds ? { id: drawNetworkId(stream, network.source), name: creative.name } : null,
          }
        })
        return {
          id: drawNetworkId(stream, network.source),
          name: [slot.app, slot.os.toUpperCase(), tier, goal === 'installs' ? 'CPI' : 'ROAS'].join('_'),
          network,
          app,
          os: slot.os,
          goal,
          countries,
          ads,
        } as const
      }),
    ),
  )
}
