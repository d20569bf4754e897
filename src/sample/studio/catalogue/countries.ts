export interface StudioCountry {
  /** Factor on the install rate. */
  readonly rate: number
  /** Price of a thousand impressions on an average network, USD. */
  readonly cpm: number
  /** Factor on revenue per install. */
  readonly value: number
  /** Factor on impressions bought. */
  readonly volume: number
  /** Factor on organic installs. */
  readonly organic: number
  /** Campaigns are split by tier: `T1` is expensive and converts well, `GROW` is cheap and does not. */
  readonly tier: 'T1' | 'GROW'
}

/** What a country changes; the install rates of the two tiers do not overlap. */
export const COUNTRIES = {
  US: { rate: 1.3, cpm: 14, value: 1.6, volume: 1.5, organic: 2, tier: 'T1' },
  GB: { rate: 1.2, cpm: 10, value: 1.2, volume: 0.8, organic: 1, tier: 'T1' },
  DE: { rate: 1.05, cpm: 9, value: 1.15, volume: 0.9, organic: 1, tier: 'T1' },
  FR: { rate: 1, cpm: 7, value: 0.9, volume: 0.8, organic: 0.8, tier: 'T1' },
  JP: { rate: 0.9, cpm: 11, value: 1.7, volume: 0.7, organic: 0.9, tier: 'T1' },
  BR: { rate: 0.6, cpm: 1.9, value: 0.3, volume: 1.2, organic: 0.9, tier: 'GROW' },
  MX: { rate: 0.65, cpm: 2.1, value: 0.35, volume: 0.9, organic: 0.6, tier: 'GROW' },
  IN: { rate: 0.35, cpm: 0.7, value: 0.08, volume: 1.8, organic: 1.2, tier: 'GROW' },
} as const satisfies Record<string, StudioCountry>

export type Country = keyof typeof COUNTRIES
export type Tier = StudioCountry['tier']
