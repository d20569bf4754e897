import type { Computed } from '../not-computed.ts'

/** What kind of cheating a signal speaks of; two kinds are needed to call a site fraudulent. */
export type SignalFamily =
  | 'injection'
  | 'flooding'
  | 'delay'
  | 'clicks'
  | 'conversion'
  | 'devices'
  | 'hours'
  | 'retention'
  | 'order'
  | 'rejected'

export type SignalName =
  | 'early_installs'
  | 'late_installs'
  | 'flat_day'
  | 'flat_week'
  | 'time_to_install'
  | 'clicks_per_install'
  | 'clicks_per_impression'
  | 'conversion_rate'
  | 'device_repeats'
  | 'address_repeats'
  | 'device_share'
  | 'quiet_hours'
  | 'retention_d1'
  | 'time_order'
  | 'rejected'

/** Installs of one site in one place (app, OS, country): counts by delay and by hour of the day. */
export interface SiteCell {
  /** From the finest place to the coarsest, each a part of the next: app × OS × country, app × OS, app. */
  readonly places: readonly string[]
  /** Bins that hold installs, and how many. */
  readonly delays: { readonly bins: readonly number[]; readonly counts: readonly number[] }
  /** Installs by hour of the day, 24 of them; empty where no time of the day is known. */
  readonly hours: readonly number[]
}

/** A part of a whole, such as installs that were refused. */
export interface Part {
  readonly part: number
  readonly whole: number
}

/** What is known of one site. What nobody reports is `null`. */
export interface SiteEvidence {
  readonly id: string
  /** Sites of one network are compared by volume with each other where there are enough. */
  readonly network: string
  readonly installs: number
  /** Whether anybody counts installs of it; where not, 0 means nothing. */
  readonly countsInstalls: boolean
  readonly clicks: number | null
  readonly impressions: number | null
  readonly cells: readonly SiteCell[]
  /** Installs on a device, or from an address, that had installed before. */
  readonly deviceRepeats: Part | null
  readonly addressRepeats: Part | null
  /** Installs on the site's most frequent device model, how often the others have that model, and how many models it has. */
  readonly topDevice: (Part & { readonly others: Part; readonly different: number }) | null
  /** Installs on the most frequent device model of all sites. */
  readonly commonDevice: Part | null
  readonly retained: Part | null
  /** Installs before their touch, of those with both times. */
  readonly disordered: Part | null
  /** Installs the MMP refused, of all it saw. */
  readonly rejected: Part | null
  /** Somebody vouches for the site: it is a baseline and never accused. */
  readonly isTrusted: boolean
  /** Nobody is to be judged by this: many small sites together, or what names no site. */
  readonly isBaselineOnly: boolean
  /** No site is named, so it is all of its network. */
  readonly isWholeNetwork: boolean
}

/** One reading of a site beside what the others are like. */
export interface Signal {
  readonly name: SignalName
  readonly family: SignalFamily
  /** The site's share, ratio, or seconds. */
  readonly value: number
  /** The same of the sites it is compared with. */
  readonly baseline: number
  readonly pValue: number
  /** Share of false discoveries among signals this strong, over all sites and signals. */
  readonly q: number
  /** How far it is from the baseline in steps of the smallest difference that matters; below 1 is ignored. */
  readonly size: number
}

export type SiteVerdict = 'not enough data' | 'clean' | 'suspicious' | 'fraudulent'

export interface SiteReading {
  readonly id: string
  readonly verdict: SiteVerdict
  /** Strongest first. */
  readonly signals: readonly Signal[]
  /** Why a signal is not there, by its name. */
  readonly notComputed: Readonly<Partial<Record<SignalName, string>>>
}

/** What a network's times show when two clocks made them: installs before their touch, or all a while after it. */
export type OddClock = 'before' | 'after'

export interface FraudReading {
  readonly sites: readonly SiteReading[]
  /** Delays of the sites judged honest, together, by bin; shares that add up to 1. */
  readonly baselineDelays: Computed<readonly number[]>
  /** Delays are known to the minute only. */
  readonly isToTheMinute: boolean
  /** Networks whose times two clocks made: nothing is concluded from them. */
  readonly oddClocks: ReadonlyMap<string, OddClock>
}

export interface FraudSettings {
  /** Installs below which a site is not judged. */
  readonly leastInstalls: number
  readonly suspiciousQ: number
  readonly fraudulentQ: number
  /** Smallest difference of shares that matters. */
  readonly leastShare: number
  /** Smallest ratio that matters. */
  readonly leastRatio: number
  /** Share of refused or disordered installs that proves fraud. */
  readonly provenShare: number
  /** Share of sites left out of a baseline, at each end. */
  readonly trimmed: number
  /** Quantile of the baseline's delays below which an install is too early. */
  readonly earlyQuantile: number
  readonly lateQuantile: number
  /** Seconds below which every install is too early, whatever the baseline; 0 for none. */
  readonly earlySeconds: number
}

export const FRAUD_DEFAULTS: FraudSettings = {
  leastInstalls: 30,
  suspiciousQ: 0.05,
  fraudulentQ: 0.01,
  leastShare: 0.05,
  leastRatio: 2,
  provenShare: 0.2,
  trimmed: 0.1,
  earlyQuantile: 0.01,
  lateQuantile: 0.75,
  earlySeconds: 0,
}
