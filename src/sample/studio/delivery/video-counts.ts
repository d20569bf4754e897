import type { DeliveryMeasure } from '#schema/measure.ts'
import { drawBinomial } from '../../random/binomial.ts'
import type { Random } from '../../random/random.ts'
import type { StudioNetwork } from '../catalogue/networks.ts'
import type { Creative } from '../creatives/creative.ts'

const STARTS = 0.985
const SHAPE = 0.7

const MOMENTS: Readonly<Partial<Record<DeliveryMeasure, (seconds: number) => number>>> = {
  video_plays: () => 0,
  video_2s: () => 2,
  video_3s: () => 3,
  video_6s: () => 6,
  video_15s: () => 15,
  video_25: (seconds) => 0.25 * seconds,
  video_50: (seconds) => 0.5 * seconds,
  video_75: (seconds) => 0.75 * seconds,
  video_100: (seconds) => seconds,
}

/** Share of impressions still watching after this many seconds of the creative on the network. */
export function stillWatching(creative: Creative, network: StudioNetwork, seconds: number): number {
  return STARTS * Math.exp(-((seconds / (network.attention * creative.attention)) ** SHAPE))
}

/** The video steps this network reports for so many impressions, later steps never above earlier ones. */
export function drawVideoCounts(
  random: Random,
  creative: Creative,
  network: StudioNetwork,
  impressions: number,
): Partial<Record<DeliveryMeasure, number>> {
  const length = creative.seconds
  if (length === null) return {}
  const steps = network.videoMeasures
    .map((measure) => ({ measure, moment: Math.min(length, MOMENTS[measure]?.(length) ?? 0) }))
    .sort((a, b) => a.moment - b.moment)
  let watching = impressions
  let share = 1
  return Object.fromEntries(
    steps.map(({ measure, moment }) => {
      const next = stillWatching(creative, network, moment)
      watching = drawBinomial(random, watching, next / share)
      share = next
      return [measure, watching]
    }),
  )
}
