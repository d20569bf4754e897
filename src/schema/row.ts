import { z } from 'zod'
import { Attribution, Basis, Counting, DateBasis, Validity } from './basis.ts'
import { Day } from './day.ts'

const text = z.string().min(1).nullable()
const amount = z.number().nonnegative().nullable()

/** Where, when and for what a row counts; unknown is `null`, ids are text. */
export const RowDimensions = z.object({
  day: Day.nullable(),
  period_start: Day.nullable(),
  period_end: Day.nullable(),
  network: text,
  account: text,
  app: text,
  os: text,
  country: text,
  region: text,
  campaign_id: text,
  campaign: text,
  ad_group_id: text,
  ad_group: text,
  ad_id: text,
  ad: text,
  creative_id: text,
  creative: text,
  format: text,
  objective: text,
  optimisation_goal: text,
  placement: text,
  site: text,
  store_page: text,
  landing_page: text,
  device: text,
  age: text,
  gender: text,
  interest: text,
  audience: text,
  tags: z.record(z.string(), z.string()).nullable(),
})
export type RowDimensions = z.infer<typeof RowDimensions>

/** One row of delivery: what was shown and what it cost. */
export const DeliveryRow = RowDimensions.extend({
  basis: Basis,
  impressions: amount,
  clicks: amount,
  spend: z.number().nullable(),
  currency: text,
  engagements: amount,
  video_plays: amount,
  video_2s: amount,
  video_3s: amount,
  video_6s: amount,
  video_15s: amount,
  video_25: amount,
  video_50: amount,
  video_75: amount,
  video_100: amount,
})
export type DeliveryRow = z.infer<typeof DeliveryRow>

/** One row of outcome: how often one event happened, and what it was worth. */
export const OutcomeRow = RowDimensions.extend({
  event: z.string().min(1),
  count: amount,
  value: z.number().nullable(),
  currency: text,
  counting: Counting,
  basis: Basis,
  attribution: Attribution,
  date_basis: DateBasis,
  window: text,
  cohort_day: z.number().int().nullable(),
  validity: Validity,
  rejection_reason: text,
})
export type OutcomeRow = z.infer<typeof OutcomeRow>

/** One attributed install or event of a raw log; devices and users appear as keyed hashes only. */
export const TouchRow = RowDimensions.extend({
  event: z.string().min(1),
  touch_type: z.enum(['click', 'view']).nullable(),
  touch_time: z.string().nullable(),
  event_time: z.string().nullable(),
  install_time: z.string().nullable(),
  device_key: text,
  address_key: text,
  device_model: text,
  os_version: text,
  contributors: z.array(z.string()).nullable(),
  validity: Validity,
  rejection_reason: text,
})
export type TouchRow = z.infer<typeof TouchRow>
