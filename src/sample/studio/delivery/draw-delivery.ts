import { drawBinomial } from '../../random/binomial.ts'
import { drawUnitLogNormal } from '../../random/normal.ts'
import { drawPoisson } from '../../random/poisson.ts'
import type { Random } from '../../random/random.ts'
import type { Ad, Campaign } from '../campaigns/campaign.ts'
import { OS_EFFECTS } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import type { AdDelivery } from './ad-day.ts'
import { drawVideoCounts } from './video-counts.ts'

const PRICE_NOISE = 0.1
const SOCIAL_ENGAGEMENT = 0.012
const PLAYABLE_ENGAGEMENT = 0.38
const LEAST_CLICKS_PER_INSTALL = 1.2

interface Shown {
  readonly campaign: Campaign
  readonly country: Country
  readonly ad: Ad
  readonly impressions: number
  /** Expected installs per impression on the day, noise of the day included. */
  readonly rate: number
  /** Rate beside an average video of the stratum. */
  readonly quality: number
  readonly clickInstalls: number
}

function drawEngagements(random: Random, { campaign, ad, impressions }: Shown): number | null {
  if (campaign.network.channel === 'social') return drawBinomial(random, impressions, SOCIAL_ENGAGEMENT)
  return ad.creative.format === 'playable' ? drawBinomial(random, impressions, PLAYABLE_ENGAGEMENT) : null
}

/** Clicks, cost and video steps of the day's impressions; better creatives cost a little more. */
export function drawDelivery(random: Random, shown: Shown): AdDelivery {
  const { campaign, country, ad, impressions } = shown
  const { network } = campaign
  const clicksPerInstall = Math.max(LEAST_CLICKS_PER_INSTALL, network.clicksPerInstall * ad.creative.clicks)
  const otherClicks = impressions * shown.rate * (1 - network.viewShare) * (clicksPerInstall - 1)
  const cpm = COUNTRIES[country].cpm * network.cpm * OS_EFFECTS[campaign.os].cpm * Math.sqrt(shown.quality)
  return {
    impressions,
    clicks: Math.min(impressions, shown.clickInstalls + drawPoisson(random, otherClicks)),
    floodClicks: 0,
    spend: (impressions / 1000) * cpm * drawUnitLogNormal(random, PRICE_NOISE),
    engagements: drawEngagements(random, shown),
    video: drawVideoCounts(random, ad.creative, network, impressions),
  }
}
