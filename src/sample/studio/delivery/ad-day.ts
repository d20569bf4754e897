import type { DeliveryMeasure } from '#schema/measure.ts'
import type { Ad, Campaign } from '../campaigns/campaign.ts'
import type { Country } from '../catalogue/countries.ts'
import type { TouchType } from '../outcomes/delays.ts'

/** What a network showed of one ad on one day. */
export interface AdDelivery {
  readonly impressions: number
  /** Clicks of people. */
  readonly clicks: number
  /** Clicks a fraudulent site made up. */
  readonly floodClicks: number
  /** USD. */
  readonly spend: number
  readonly engagements: number | null
  readonly video: Readonly<Partial<Record<DeliveryMeasure, number>>>
}

/** Installs by whole days since the impression. */
export type Arrivals = Readonly<Record<TouchType, readonly number[]>>

/** Installs a fraudulent site took credit for. */
export interface StolenInstalls {
  readonly flooding: number
  readonly injection: number
  readonly rejected: number
}

/** All that happened to one ad in one country on one day. */
export interface AdDay {
  readonly campaign: Campaign
  readonly country: Country
  readonly day: number
  readonly ad: Ad
  /** `null` on days the ad was not shown and only late installs came. */
  readonly delivery: AdDelivery | null
  /** Installs its impressions earned, booked on the day of the install. */
  readonly arrivals: Arrivals
  readonly stolen: StolenInstalls
  /** Installs the network claims, booked on the network's own kind of day. */
  readonly claimed: number
}

export const NOTHING_STOLEN: StolenInstalls = { flooding: 0, injection: 0, rejected: 0 }

/** Installs that impressions really earned. */
export function earnedInstalls({ arrivals }: Pick<AdDay, 'arrivals'>): number {
  const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
  return sum(arrivals.click) + sum(arrivals.view)
}

/** Installs an MMP credits to the ad. */
export function attributedInstalls(adDay: Pick<AdDay, 'arrivals' | 'stolen'>): number {
  return earnedInstalls(adDay) + adDay.stolen.flooding + adDay.stolen.injection
}
