import type { Day } from '#schema/day.ts'
import { NETWORKS } from '../catalogue/networks.ts'
import type { Creative, Role } from '../creatives/creative.ts'
import { plannedImpressions } from '../delivery/planned-impressions.ts'
import type { World } from '../delivery/world.ts'

/** What is true of one creative, whatever the rows say. */
export interface CreativeTruth {
  readonly creative: string
  readonly app: string
  readonly role: Role | null
  readonly format: string
  readonly concept: string
  readonly hook: string
  readonly ratio: string
  readonly seconds: number | null
  readonly version: number
  readonly launched: Day
  /** First day without delivery, `null` while it runs. */
  readonly retired: Day | null
  /** Networks it runs on. */
  readonly networks: readonly string[]
  /** Installs per impression while fresh, at the same planned mix for all creatives of the app. */
  readonly rate: number
  /** Factor on revenue per install. */
  readonly value: number
}

function standardRate({ config, rates }: World, creative: Creative): number {
  let installs = 0
  let impressions = 0
  for (const network of NETWORKS) {
    for (const { os, countries } of network.slots.filter((slot) => slot.app === creative.app.code)) {
      for (const country of countries) {
        const planned = plannedImpressions(config, network, os, country)
        impressions += planned
        installs += planned * rates.fresh(creative, { network, os, country })
      }
    }
  }
  return installs / impressions
}

/** The truth about every creative of the studio. */
export function creativeTruths(world: World): CreativeTruth[] {
  const { campaigns, config, creatives, timeline } = world
  return creatives.map((creative) => {
    const runs = campaigns.filter(({ ads }) => ads.some((ad) => ad.creative === creative))
    const { name, app, role, format, concept, hook, ratio, seconds, version } = creative
    return {
      creative: name,
      app: app.name,
      role,
      format,
      concept,
      hook,
      ratio,
      seconds,
      version,
      launched: timeline.dayAt(creative.launch),
      retired: creative.retire < config.days ? timeline.dayAt(creative.retire) : null,
      networks: [...new Set(runs.map(({ network }) => network.label))],
      rate: standardRate(world, creative),
      value: creative.value,
    }
  })
}
