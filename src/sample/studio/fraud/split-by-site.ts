import { drawMultinomial } from '../../random/binomial.ts'
import type { Random } from '../../random/random.ts'
import { type AdDay, earnedInstalls } from '../delivery/ad-day.ts'
import { simulateCountry } from '../delivery/simulate-country.ts'
import type { World } from '../delivery/world.ts'
import { isFraudCampaign } from './fraudulent-shares.ts'
import { drawSites, type Site, siteWeights } from './sites.ts'

/** One ad's day on one site. */
export interface SiteDay {
  readonly site: Site
  readonly impressions: number
  readonly clicks: number
  /** Share of the spend. */
  readonly share: number
}

/** An ad's day with the part each site had in it. */
export interface SplitAdDay {
  readonly adDay: AdDay
  readonly sites: readonly SiteDay[]
  /** Place in `sites` of each earned install. */
  readonly installSites: readonly number[]
}

function placesOf(counts: readonly number[]): number[] {
  return counts.flatMap((count, place) => new Array<number>(count).fill(place))
}

function shuffle(random: Random, items: readonly number[]): number[] {
  return items
    .map((item) => ({ item, rank: random.uniform() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

function split(random: Random, world: World, sites: readonly Site[], adDay: AdDay): SplitAdDay {
  const weights = siteWeights(world, sites, adDay.ad.creative)
  const { impressions, clicks, floodClicks } = adDay.delivery ?? { impressions: 0, clicks: 0, floodClicks: 0 }
  const shown = drawMultinomial(random, impressions, weights)
  const clicked = drawMultinomial(random, clicks, shown)
  const earning = sites.map((site, place) => (weights[place] ?? 0) * site.quality)
  return {
    adDay,
    sites: sites.map((site, place) => ({
      site,
      impressions: shown[place] ?? 0,
      clicks: (clicked[place] ?? 0) + (site.isFraudulent ? floodClicks : 0),
      share: impressions > 0 ? (shown[place] ?? 0) / impressions : 0,
    })),
    installSites: shuffle(random, placesOf(drawMultinomial(random, earnedInstalls(adDay), earning))),
  }
}

/** The newest days of the campaigns on the fraudulent site's network, split by site. */
export function* splitBySite(world: World): Generator<SplitAdDay> {
  const sites = drawSites(world)
  const start = world.config.days - world.config.touchDays
  for (const campaign of world.campaigns.filter((each) => isFraudCampaign(world, each))) {
    for (const country of campaign.countries) {
      const random = world.random.fork('split', campaign.id, country)
      for (const adDay of simulateCountry(world, campaign, country)) {
        if (adDay.day >= start) yield split(random, world, sites, adDay)
      }
    }
  }
}
