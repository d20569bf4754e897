export interface StudioFormat {
  /** Middle part of a creative's name. */
  readonly code: string
  /** Factor on the install rate. */
  readonly rate: number
  /** Factor on the impressions a network gives it beside its competitors. */
  readonly weight: number
  /** Share of creatives made in this format. */
  readonly share: number
  readonly ratios: readonly [string, ...string[]]
  readonly seconds: readonly [number, ...number[]] | null
}

/** What the studio makes, and what each format changes. */
export const FORMATS = {
  video: {
    code: 'VID',
    rate: 1,
    weight: 1,
    share: 0.64,
    ratios: ['9x16', '9x16', '1x1', '16x9'],
    seconds: [15, 30, 30, 45],
  },
  playable: { code: 'PLAY', rate: 1.25, weight: 0.8, share: 0.15, ratios: ['9x16'], seconds: null },
  banner: { code: 'BAN', rate: 0.12, weight: 2.5, share: 0.07, ratios: ['320x50'], seconds: null },
  image: { code: 'IMG', rate: 0.45, weight: 0.9, share: 0.09, ratios: ['1x1', '4x5'], seconds: null },
  carousel: { code: 'CAR', rate: 0.55, weight: 0.6, share: 0.05, ratios: ['1x1'], seconds: null },
} as const satisfies Record<string, StudioFormat>

export type Format = keyof typeof FORMATS
