import type { OutcomeRow, RowDimensions } from '#schema/row.ts'
import { drawBinomial } from '../../random/binomial.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import type { Country } from '../catalogue/countries.ts'
import { type AdDay, attributedInstalls, earnedInstalls } from '../delivery/ad-day.ts'
import { simulateCountry } from '../delivery/simulate-country.ts'
import type { World } from '../delivery/world.ts'
import { drawPurchases, valuePerInstall } from '../outcomes/draw-purchases.ts'
import { drawRetained } from '../outcomes/draw-retained.ts'
import { adDimensions } from './ad-dimensions.ts'
import { campaignDimensions } from './campaign-dimensions.ts'
import {
  mmpPurchases,
  mmpRejectedInstalls,
  mmpRetained,
  mmpRevenue,
  mmpTouchedInstalls,
} from './mmp-outcome.ts'

/** Dimensions of a campaign in the MMP's words. */
export function mmpDimensions(
  world: World,
  campaign: Campaign,
  country: Country,
  day: number,
): RowDimensions {
  return {
    ...campaignDimensions(campaign, country, world.timeline.dayAt(day)),
    network: campaign.network.mmpName,
    optimisation_goal: null,
  }
}

function valueEach(adDay: AdDay, installs: number): number {
  const { campaign, country, ad } = adDay
  const earned = earnedInstalls(adDay)
  const stolen = attributedInstalls(adDay) - earned
  const factor = (earned * ad.creative.value + stolen) / (earned + stolen)
  return installs > 0 ? valuePerInstall(campaign.app, campaign.os, country, factor) : 0
}

/** What the MMP credits to one campaign in one country: installs and what they bought, by day and ad. */
export function* mmpPaidRows(world: World, campaign: Campaign, country: Country): Generator<OutcomeRow> {
  const random = world.random.fork('mmp', campaign.id, country)
  const returning = world.random.fork('retained', campaign.id, country)
  const touches = world.random.fork('touches', campaign.id, country)
  const { app, os, network } = campaign
  const lastDay = world.config.days - 1
  let nameless = 0
  let namelessViews = 0
  let today = 0

  function* flush(): Generator<OutcomeRow> {
    if (nameless === 0) return
    const dimensions = mmpDimensions(world, campaign, country, today)
    yield* mmpTouchedInstalls(dimensions, network, nameless, namelessViews)
    const value = valuePerInstall(app, os, country, 1)
    const purchases = drawPurchases(random, app, nameless, value, lastDay - today)
    for (const bought of purchases) yield mmpPurchases(dimensions, bought)
    yield* mmpRevenue(dimensions, purchases, lastDay - today)
    for (const back of drawRetained(returning, nameless, 1, lastDay - today))
      yield mmpRetained(dimensions, back)
    nameless = 0
    namelessViews = 0
  }

  for (const adDay of simulateCountry(world, campaign, country)) {
    if (adDay.day !== today) yield* flush()
    today = adDay.day
    const all = attributedInstalls(adDay)
    const hidden = drawBinomial(random, all, network.blindShare)
    nameless += hidden
    const installs = all - hidden
    const seen = adDay.arrivals.view.reduce((sum, count) => sum + count, 0)
    // Nobody can be hidden, or be named, more often than he came.
    const views = Math.min(
      installs,
      Math.max(seen - hidden, drawBinomial(touches, seen, installs / Math.max(1, all))),
    )
    namelessViews += seen - views
    const dimensions = { ...mmpDimensions(world, campaign, country, today), ...adDimensions(adDay.ad) }
    yield* mmpTouchedInstalls(dimensions, network, installs, views)
    if (adDay.stolen.rejected > 0) yield mmpRejectedInstalls(dimensions, adDay.stolen.rejected)
    const purchases = drawPurchases(random, app, installs, valueEach(adDay, all), lastDay - today)
    for (const bought of purchases) yield mmpPurchases(dimensions, bought)
    if (installs === 0) continue
    yield* mmpRevenue(dimensions, purchases, lastDay - today)
    for (const back of drawRetained(returning, installs, adDay.ad.creative.value, lastDay - today)) {
      yield mmpRetained(dimensions, back)
    }
  }
  yield* flush()
}
