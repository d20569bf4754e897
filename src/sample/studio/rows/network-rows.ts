import { INSTALL } from '#schema/basis.ts'
import type { DeliveryRow, OutcomeRow } from '#schema/row.ts'
import { BLANK_DELIVERY } from '../../blank-delivery.ts'
import type { StudioNetwork } from '../catalogue/networks.ts'
import type { AdDay } from '../delivery/ad-day.ts'
import { simulateCountry } from '../delivery/simulate-country.ts'
import type { World } from '../delivery/world.ts'
import { adDimensions } from './ad-dimensions.ts'
import { campaignDimensions } from './campaign-dimensions.ts'
import { toCents } from './money.ts'

/** Attribution window every source is set to. */
export const WINDOW = '7d_click_1d_view'

function* adDays(world: World, network: StudioNetwork): Generator<AdDay> {
  for (const campaign of world.campaigns.filter((each) => each.network === network)) {
    for (const country of campaign.countries) yield* simulateCountry(world, campaign, country)
  }
}

/** The network's delivery: one row per day, campaign, country and ad with impressions. */
export function* networkDelivery(world: World, network: StudioNetwork): Generator<DeliveryRow> {
  const rate = network.currency === 'EUR' ? world.config.eurPerUsd : 1
  for (const { campaign, country, day, ad, delivery } of adDays(world, network)) {
    if (!delivery) continue
    yield {
      ...BLANK_DELIVERY,
      ...campaignDimensions(campaign, country, world.timeline.dayAt(day)),
      ...adDimensions(ad),
      impressions: delivery.impressions,
      clicks: delivery.clicks + delivery.floodClicks,
      spend: toCents(delivery.spend * rate),
      currency: network.currency,
      engagements: delivery.engagements,
      ...delivery.video,
    }
  }
}

/** The installs the network claims, zero where it showed an ad and claims none. */
export function* networkOutcomes(world: World, network: StudioNetwork): Generator<OutcomeRow> {
  for (const { campaign, country, day, ad, delivery, claimed } of adDays(world, network)) {
    if (!delivery && claimed === 0) continue
    yield {
      ...campaignDimensions(campaign, country, world.timeline.dayAt(day)),
      ...adDimensions(ad),
      event: INSTALL,
      count: claimed,
      value: null,
      currency: null,
      counting: 'unique',
      basis: 'network',
      attribution: 'all',
      date_basis: network.claimDate,
      window: WINDOW,
      cohort_day: null,
      validity: 'accepted',
      rejection_reason: null,
    }
  }
}
