import type { Day } from '#schema/day.ts'
import type { RowDimensions } from '#schema/row.ts'
import { BLANK_DIMENSIONS } from '../../blank-dimensions.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import type { Country } from '../catalogue/countries.ts'

/** The account all rows belong to, so that none can be taken for a real one. */
export const ACCOUNT = 'Simulated studio'

/** Dimensions of a campaign in a country on a day. */
export function campaignDimensions(campaign: Campaign, country: Country, day: Day): RowDimensions {
  return {
    ...BLANK_DIMENSIONS,
    day,
    network: campaign.network.label,
    account: ACCOUNT,
    app: campaign.app.name,
    os: campaign.os,
    country,
    campaign_id: campaign.id,
    campaign: campaign.name,
    objective: 'acquisition',
    optimisation_goal: campaign.goal,
  }
}
