import type { DateBasis } from '#schema/basis.ts'
import type { DeliveryMeasure } from '#schema/measure.ts'
import type { OperatingSystem } from './apps.ts'
import type { Country } from './countries.ts'
import type { Format } from './formats.ts'

/** Where creatives behave alike: inside other games, or in feeds. */
export type Channel = 'sdk' | 'social'

/** One app on one operating system of a network, and the countries it is bought in. */
export interface Slot {
  readonly app: string
  readonly os: OperatingSystem
  readonly countries: readonly Country[]
}

export interface StudioNetwork {
  readonly source: string
  readonly label: string
  /** The name the MMP's rows use. */
  readonly mmpName: string
  readonly channel: Channel
  readonly zone: string
  readonly currency: 'USD' | 'EUR'
  /** The day its claimed installs are booked on. */
  readonly claimDate: Extract<DateBasis, 'impression' | 'install'>
  /** Installs it claims beyond the MMP's, as a share of those. */
  readonly overclaim: number
  /** Share of its MMP installs whose ad the MMP may not name. */
  readonly blindShare: number
  readonly rate: number
  readonly cpm: number
  readonly volume: number
  /** Share of installs earned by a view without a click. */
  readonly viewShare: number
  /** Whether the MMP may say which touch earned an install. */
  readonly tellsTouch: boolean
  readonly clicksPerInstall: number
  /** Typical seconds a viewer stays. */
  readonly attention: number
  readonly formats: readonly Format[]
  readonly videoMeasures: readonly DeliveryMeasure[]
  readonly hasAdGroups: boolean
  readonly hasAds: boolean
  readonly slots: readonly Slot[]
}

const sdk = {
  channel: 'sdk',
  tellsTouch: true,
  zone: 'UTC',
  currency: 'USD',
  claimDate: 'install',
  blindShare: 0,
  attention: 70,
  hasAdGroups: false,
  hasAds: false,
} as const

const social = {
  channel: 'social',
  claimDate: 'impression',
  attention: 5,
  hasAdGroups: true,
  hasAds: true,
} as const

/** The six networks the studio buys on; every figure is invented and says nothing about the real ones. */
export const NETWORKS: readonly StudioNetwork[] = [
  {
    ...sdk,
    source: 'unity-ads',
    label: 'Unity Ads',
    mmpName: 'unityads_int',
    overclaim: 0.04,
    rate: 1,
    cpm: 1,
    volume: 1.2,
    viewShare: 0.08,
    clicksPerInstall: 3.2,
    formats: ['video', 'playable'],
    videoMeasures: ['video_100'],
    slots: [
      { app: 'LB', os: 'ios', countries: ['US', 'GB', 'IN'] },
      { app: 'LB', os: 'android', countries: ['US', 'GB', 'BR', 'IN'] },
      { app: 'IS', os: 'ios', countries: ['US', 'DE', 'JP'] },
      { app: 'IS', os: 'android', countries: ['US', 'DE', 'BR'] },
    ],
  },
  {
    ...sdk,
    source: 'ironsource',
    label: 'ironSource',
    mmpName: 'ironsource_int',
    overclaim: 0.05,
    rate: 0.95,
    cpm: 0.9,
    volume: 1,
    viewShare: 0.05,
    clicksPerInstall: 2.8,
    formats: ['video', 'playable', 'banner'],
    videoMeasures: ['video_100'],
    slots: [
      { app: 'LB', os: 'ios', countries: ['US', 'MX'] },
      { app: 'LB', os: 'android', countries: ['US', 'DE', 'BR', 'IN'] },
      { app: 'IS', os: 'android', countries: ['US', 'MX'] },
    ],
  },
  {
    ...sdk,
    source: 'mintegral',
    label: 'Mintegral',
    mmpName: 'mintegral_int',
    overclaim: 0.07,
    rate: 0.85,
    cpm: 0.75,
    volume: 0.9,
    viewShare: 0.1,
    clicksPerInstall: 4.5,
    formats: ['video', 'playable', 'banner', 'image'],
    videoMeasures: [],
    slots: [
      { app: 'LB', os: 'android', countries: ['JP', 'IN'] },
      { app: 'IS', os: 'android', countries: ['US', 'JP'] },
    ],
  },
  {
    ...sdk,
    source: 'applovin',
    label: 'AppLovin',
    mmpName: 'applovin_int',
    overclaim: 0.06,
    rate: 1.15,
    cpm: 1.2,
    volume: 1.3,
    viewShare: 0.12,
    clicksPerInstall: 3.6,
    formats: ['video', 'playable', 'banner'],
    videoMeasures: [],
    hasAdGroups: true,
    hasAds: true,
    slots: [
      { app: 'LB', os: 'ios', countries: ['US', 'GB'] },
      { app: 'LB', os: 'android', countries: ['US', 'BR', 'IN'] },
      { app: 'IS', os: 'ios', countries: ['US', 'JP'] },
      { app: 'IS', os: 'android', countries: ['DE', 'IN'] },
    ],
  },
  {
    ...social,
    source: 'meta',
    label: 'Meta',
    mmpName: 'Facebook Ads',
    zone: 'Europe/Berlin',
    currency: 'EUR',
    overclaim: 0.28,
    blindShare: 0.04,
    rate: 0.75,
    cpm: 1.05,
    volume: 1.1,
    viewShare: 0.25,
    tellsTouch: false,
    clicksPerInstall: 2.4,
    formats: ['video', 'image', 'carousel'],
    videoMeasures: ['video_plays', 'video_3s', 'video_15s', 'video_25', 'video_50', 'video_75', 'video_100'],
    slots: [
      { app: 'LB', os: 'ios', countries: ['US', 'FR', 'BR'] },
      { app: 'LB', os: 'android', countries: ['US', 'DE', 'IN'] },
      { app: 'IS', os: 'ios', countries: ['US', 'GB'] },
      { app: 'IS', os: 'android', countries: ['US', 'BR'] },
    ],
  },
  {
    ...social,
    source: 'tiktok',
    label: 'TikTok',
    mmpName: 'tiktokglobal_int',
    zone: 'UTC',
    currency: 'USD',
    overclaim: 0.2,
    blindShare: 0,
    rate: 0.6,
    cpm: 0.7,
    volume: 0.9,
    viewShare: 0.18,
    tellsTouch: true,
    clicksPerInstall: 3,
    formats: ['video', 'image'],
    videoMeasures: ['video_plays', 'video_2s', 'video_6s', 'video_25', 'video_50', 'video_75', 'video_100'],
    slots: [
      { app: 'LB', os: 'ios', countries: ['US', 'MX'] },
      { app: 'LB', os: 'android', countries: ['FR', 'MX'] },
      { app: 'IS', os: 'android', countries: ['US', 'DE'] },
    ],
  },
]
