import { drawUnitGamma } from '../../random/gamma.ts'
import { drawUnitLogNormal } from '../../random/normal.ts'
import { drawPoisson } from '../../random/poisson.ts'
import type { Ad, Campaign } from '../campaigns/campaign.ts'
import type { Country } from '../catalogue/countries.ts'
import { fraudulentShares } from '../fraud/fraudulent-shares.ts'
import { type AdDay, type AdDelivery, attributedInstalls, NOTHING_STOLEN } from './ad-day.ts'
import { allocationWeight } from './allocation-weight.ts'
import { ArrivalQueue } from './arrival-queue.ts'
import { drawDelivery } from './draw-delivery.ts'
import { plannedImpressions } from './planned-impressions.ts'
import { createSlowNoise } from './slow-noise.ts'
import type { World } from './world.ts'

const WEEKEND_VOLUME = 1.08
const GROWTH = 0.2
const BUDGET_NOISE = 0.12
const ALLOCATION_NOISE = 0.28
const SHARE_NOISE = 0.1
const LEAST_IMPRESSIONS = 30

/** What one campaign did in one country, day by day, ads in the campaign's order. */
export function* simulateCountry(world: World, campaign: Campaign, country: Country): Generator<AdDay> {
  const { config, rates, timeline } = world
  const { network } = campaign
  const stratum = { network, os: campaign.os, country }
  const random = world.random.fork('delivery', campaign.id, country)
  const claims = world.random.fork('claims', campaign.id, country)
  const budget = createSlowNoise(random, BUDGET_NOISE)
  const longest = Math.max(world.delays.click.length, world.delays.view.length)
  const mean = plannedImpressions(config, network, campaign.os, country)
  const states = campaign.ads.map((ad) => ({
    ad,
    noise: createSlowNoise(random, ALLOCATION_NOISE),
    queue: new ArrivalQueue(world.delays),
  }))

  const show = (ad: Ad, queue: ArrivalQueue, day: number, impressions: number): AdDelivery => {
    const expected = rates.on(ad.creative, stratum, day) * world.shocks(campaign, day)
    const { phi, eta } = config.noise
    const rate = expected * drawUnitGamma(random, (phi - 1) / (impressions * expected) + eta)
    const installs = Math.min(impressions, drawPoisson(random, impressions * rate))
    const clickInstalls = queue.earn(random, day, installs, network.viewShare)
    const quality = rates.fresh(ad.creative, stratum) / rates.reference(campaign.app, stratum)
    return drawDelivery(random, { campaign, country, ad, impressions, rate, quality, clickInstalls })
  }

  for (let day = 1 - longest; day < config.days; day += 1) {
    const weekend = timeline.isWeekend(day) ? WEEKEND_VOLUME : 1
    const bought = mean * weekend * (1 + (GROWTH * day) / config.days) * budget()
    const weights = states.map(({ ad, noise }) => {
      const wander = noise()
      const isActive = day >= ad.creative.launch && day < ad.creative.retire
      return isActive ? wander * allocationWeight(world, stratum, ad.creative, day) : 0
    })
    const total = weights.reduce((sum, weight) => sum + weight, 0)

    const shown = states.map(({ ad, queue }, index) => {
      const share = total > 0 ? (weights[index] ?? 0) / total : 0
      const impressions = share > 0 ? Math.round(bought * share * drawUnitLogNormal(random, SHARE_NOISE)) : 0
      return impressions < LEAST_IMPRESSIONS ? null : show(ad, queue, day, impressions)
    })
    if (day < 0) continue

    const stolen = fraudulentShares(world, campaign, country, day, shown)
    for (const [index, { ad, queue }] of states.entries()) {
      const honest = shown[index] ?? null
      const { installs, clicks } = stolen[index] ?? { installs: null, clicks: 0 }
      const adDay = {
        campaign,
        country,
        day,
        ad,
        delivery: honest && { ...honest, floodClicks: clicks },
        arrivals: queue.arriving(day),
        stolen: installs ?? NOTHING_STOLEN,
      }
      const seen =
        network.claimDate === 'install'
          ? attributedInstalls(adDay) + adDay.stolen.rejected
          : queue.earnedWithin(day, config.days - 1 - day)
      const claimed = seen + drawPoisson(claims, seen * network.overclaim)
      if (adDay.delivery || claimed > 0 || attributedInstalls(adDay) > 0) yield { ...adDay, claimed }
    }
  }
}
