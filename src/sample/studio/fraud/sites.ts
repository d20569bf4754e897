import { drawUnitLogNormal } from '../../random/normal.ts'
import type { Creative } from '../creatives/creative.ts'
import type { World } from '../delivery/world.ts'

const ZIPF = 0.8
const QUALITY_SPREAD = 0.25
const FRAUD_QUALITY = 0.8

/** A publisher's app that shows the studio's ads. */
export interface Site {
  readonly id: string
  readonly isFraudulent: boolean
  /** Share of an ordinary creative's impressions. */
  readonly share: number
  /** Factor on the honest install rate. */
  readonly quality: number
}

/** Sites of the network that carries the fraudulent one, that one last. */
export function drawSites({ config: { fraud }, random }: World): Site[] {
  const stream = random.fork('sites', fraud.source)
  const sizes = Array.from({ length: fraud.honestSites }, (_, rank) => (rank + 1) ** -ZIPF)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const honest = sizes.map((size) => ({
    id: String(400_000 + stream.below(500_000)),
    isFraudulent: false,
    share: ((1 - fraud.impressionShare) * size) / total,
    quality: drawUnitLogNormal(stream, QUALITY_SPREAD),
  }))
  const id = String(400_000 + stream.below(500_000))
  return [...honest, { id, isFraudulent: true, share: fraud.impressionShare, quality: FRAUD_QUALITY }]
}

/** How a creative's impressions are spread over the sites, in their order. */
export function siteWeights(
  { config: { fraud } }: World,
  sites: readonly Site[],
  creative: Creative,
): number[] {
  const isFavourite = creative.role === 'fraud-favourite'
  return sites.map((site) => site.share * (site.isFraudulent && isFavourite ? fraud.favour : 1))
}
