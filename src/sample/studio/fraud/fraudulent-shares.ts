import { drawMultinomial } from '../../random/binomial.ts'
import { drawPoisson } from '../../random/poisson.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import type { Country } from '../catalogue/countries.ts'
import type { AdDelivery, StolenInstalls } from '../delivery/ad-day.ts'
import type { World } from '../delivery/world.ts'

/** What the fraudulent site books under one ad on one day. */
export interface StolenShare {
  readonly installs: StolenInstalls
  readonly clicks: number
}

/** Whether a campaign buys on the fraudulent site. */
export function isFraudCampaign({ config: { fraud } }: World, { network, app, os }: Campaign): boolean {
  return network.source === fraud.source && app.code === fraud.app && os === fraud.os
}

/** The day's stolen installs and made-up clicks spread over the ads shown, by their impressions on the site. */
export function fraudulentShares(
  world: World,
  campaign: Campaign,
  country: Country,
  day: number,
  shown: readonly (AdDelivery | null)[],
): StolenShare[] {
  if (!isFraudCampaign(world, campaign)) return []
  const { fraud } = world.config
  const { flooding, injection, rejected } = world.organic.on(campaign.app, campaign.os, country, day)
  const random = world.random.fork('fraud', campaign.id, country, day)
  const weights = shown.map((delivery, index) => {
    const isFavourite = campaign.ads[index]?.creative.role === 'fraud-favourite'
    return (delivery?.impressions ?? 0) * (isFavourite ? fraud.favour : 1)
  })
  const floods = drawMultinomial(random, flooding, weights)
  const injections = drawMultinomial(random, injection, weights)
  const rejections = drawMultinomial(random, rejected, weights)
  return weights.map((_, index) => ({
    installs: {
      flooding: floods[index] ?? 0,
      injection: injections[index] ?? 0,
      rejected: rejections[index] ?? 0,
    },
    clicks: drawPoisson(random, (floods[index] ?? 0) * fraud.clicksPerInstall),
  }))
}
