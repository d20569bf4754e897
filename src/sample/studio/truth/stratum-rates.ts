import { countDays, type Day } from '#schema/day.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import type { OperatingSystem } from '../catalogue/apps.ts'
import type { Country } from '../catalogue/countries.ts'
import type { Creative } from '../creatives/creative.ts'
import type { World } from '../delivery/world.ts'

/** One creative where it was shown. */
export interface StratumRate {
  readonly creative: string
  readonly network: string
  readonly os: OperatingSystem
  readonly country: Country
  /** Installs per impression while fresh, on an average day. */
  readonly rate: number
  /** Expected installs per impression on a day, season and wearing out included. */
  on(day: Day): number
}

function stratumRate(world: World, campaign: Campaign, country: Country, creative: Creative): StratumRate {
  const { rates, timeline } = world
  const stratum = { network: campaign.network, os: campaign.os, country }
  const firstDay = timeline.dayAt(0)
  return {
    creative: creative.name,
    network: campaign.network.label,
    os: campaign.os,
    country,
    rate: rates.fresh(creative, stratum),
    on: (day) => rates.on(creative, stratum, countDays(firstDay, day) - 1),
  }
}

/** The true rates of all creatives in all strata they are bought in. */
export function stratumRates(world: World): StratumRate[] {
  return world.campaigns.flatMap((campaign) =>
    campaign.countries.flatMap((country) =>
      campaign.ads.map(({ creative }) => stratumRate(world, campaign, country, creative)),
    ),
  )
}
