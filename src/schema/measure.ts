/** What a delivery row counts; every measure is additive. */
export const DELIVERY_MEASURES = {
  impressions: { label: 'Impressions', unit: 'count' },
  clicks: { label: 'Clicks', unit: 'count' },
  spend: { label: 'Spend', unit: 'money' },
  engagements: { label: 'Engagements', unit: 'count' },
  video_plays: { label: 'Video plays', unit: 'count' },
  video_2s: { label: '2-second views', unit: 'count' },
  video_3s: { label: '3-second views', unit: 'count' },
  video_6s: { label: '6-second views', unit: 'count' },
  video_15s: { label: '15-second views', unit: 'count' },
  video_25: { label: 'Views to 25 %', unit: 'count' },
  video_50: { label: 'Views to 50 %', unit: 'count' },
  video_75: { label: 'Views to 75 %', unit: 'count' },
  video_100: { label: 'Completed views', unit: 'count' },
} as const satisfies Record<string, { label: string; unit: 'count' | 'money' }>

export type DeliveryMeasure = keyof typeof DELIVERY_MEASURES

export const DELIVERY_MEASURE_NAMES = Object.keys(DELIVERY_MEASURES) as readonly DeliveryMeasure[]

export function isDeliveryMeasure(name: string): name is DeliveryMeasure {
  return Object.hasOwn(DELIVERY_MEASURES, name)
}
