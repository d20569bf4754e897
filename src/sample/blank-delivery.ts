import type { DeliveryRow } from '#schema/row.ts'
import { BLANK_DIMENSIONS } from './blank-dimensions.ts'

/** A network's delivery row that counts nothing yet. */
export const BLANK_DELIVERY: DeliveryRow = {
  ...BLANK_DIMENSIONS,
  basis: 'network',
  impressions: null,
  clicks: null,
  spend: null,
  currency: null,
  engagements: null,
  video_plays: null,
  video_2s: null,
  video_3s: null,
  video_6s: null,
  video_15s: null,
  video_25: null,
  video_50: null,
  video_75: null,
  video_100: null,
}
