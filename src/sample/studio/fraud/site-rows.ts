import type { DeliveryRow, OutcomeRow } from '#schema/row.ts'
import { BLANK_DELIVERY } from '../../blank-delivery.ts'
import type { World } from '../delivery/world.ts'
import { campaignDimensions } from '../rows/campaign-dimensions.ts'
import { mmpInstalls, mmpRejectedInstalls } from '../rows/mmp-outcome.ts'
import { mmpDimensions } from '../rows/mmp-paid-rows.ts'
import { toCents } from '../rows/money.ts'
import { type SplitAdDay, splitBySite } from './split-by-site.ts'

function* byDay(days: Iterable<SplitAdDay>): Generator<readonly [SplitAdDay, ...SplitAdDay[]]> {
  let group: [SplitAdDay, ...SplitAdDay[]] | null = null
  for (const each of days) {
    const { campaign, country, day } = each.adDay
    const head = group?.[0].adDay
    if (group && head?.campaign === campaign && head.country === country && head.day === day) {
      group.push(each)
      continue
    }
    if (group) yield group
    group = [each]
  }
  if (group) yield group
}

/** The network's site report of the newest days: delivery by campaign, country and site. */
export function* siteDelivery(world: World): Generator<DeliveryRow> {
  for (const group of byDay(splitBySite(world))) {
    const { campaign, country, day } = group[0].adDay
    for (const [place, { site }] of group[0].sites.entries()) {
      const row = {
        ...BLANK_DELIVERY,
        ...campaignDimensions(campaign, country, world.timeline.dayAt(day)),
        site: site.id,
        impressions: 0,
        clicks: 0,
        spend: 0,
        currency: campaign.network.currency,
      }
      for (const { adDay, sites } of group) {
        const part = sites[place]
        row.impressions += part?.impressions ?? 0
        row.clicks += part?.clicks ?? 0
        row.spend += (part?.share ?? 0) * (adDay.delivery?.spend ?? 0)
      }
      if (row.impressions > 0 || row.clicks > 0) yield { ...row, spend: toCents(row.spend) }
    }
  }
}

/** The MMP's site report of the newest days: accepted and rejected installs by campaign, country and site. */
export function* siteOutcomes(world: World): Generator<OutcomeRow> {
  for (const group of byDay(splitBySite(world))) {
    const { campaign, country, day } = group[0].adDay
    for (const [place, { site }] of group[0].sites.entries()) {
      let installs = 0
      let rejected = 0
      for (const { adDay, installSites } of group) {
        installs += installSites.filter((each) => each === place).length
        if (site.isFraudulent) {
          installs += adDay.stolen.flooding + adDay.stolen.injection
          rejected += adDay.stolen.rejected
        }
      }
      const dimensions = { ...mmpDimensions(world, campaign, country, day), site: site.id }
      if (installs > 0) yield mmpInstalls(dimensions, installs)
      if (rejected > 0) yield mmpRejectedInstalls(dimensions, rejected)
    }
  }
}
