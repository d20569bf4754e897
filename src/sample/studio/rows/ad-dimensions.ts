import type { RowDimensions } from '#schema/row.ts'
import type { Ad } from '../campaigns/campaign.ts'

/** The dimensions below the campaign. */
export function adDimensions({
  ad,
  adGroup,
  creative,
  creativeId,
}: Ad): Pick<
  RowDimensions,
  'ad_group_id' | 'ad_group' | 'ad_id' | 'ad' | 'creative_id' | 'creative' | 'format'
> {
  return {
    ad_group_id: adGroup?.id ?? null,
    ad_group: adGroup?.name ?? null,
    ad_id: ad?.id ?? null,
    ad: ad?.name ?? null,
    creative_id: creativeId,
    creative: creative.name,
    format: creative.format,
  }
}
