import type { Day } from '#schema/day.ts'
import { APPS } from '../catalogue/apps.ts'
import { NETWORKS } from '../catalogue/networks.ts'
import type { StolenInstalls } from '../delivery/ad-day.ts'
import type { World } from '../delivery/world.ts'
import { fraudCountries } from '../fraud/fraud-countries.ts'
import { drawSites } from '../fraud/sites.ts'
import { dayIndexAt } from '../timeline.ts'

/** The one site that takes organic installs for its own. */
export interface FraudTruth {
  readonly network: string
  readonly mmpNetwork: string
  readonly app: string
  readonly os: string
  readonly countries: readonly string[]
  readonly site: string
  readonly honestSites: readonly string[]
  /** First day of fraud. */
  readonly from: Day
  /** The creative whose rate it raises most. */
  readonly favourite: string | null
  /** Installs taken over the whole period; rejected ones stay with organic. */
  readonly stolen: StolenInstalls
}

function stolenInstalls({ config, organic, timeline }: World): StolenInstalls {
  const app = APPS.find(({ code }) => code === config.fraud.app)
  const total = { flooding: 0, injection: 0, rejected: 0 }
  if (!app) return total
  for (const country of fraudCountries(config)) {
    for (const day of timeline.days.keys()) {
      const taken = organic.on(app, config.fraud.os, country, day)
      total.flooding += taken.flooding
      total.injection += taken.injection
      total.rejected += taken.rejected
    }
  }
  return total
}

/** The fraudulent site, or `null` when the configuration names no network that buys there. */
export function fraudTruth(world: World): FraudTruth | null {
  const { config, creatives, timeline } = world
  const network = NETWORKS.find(({ source }) => source === config.fraud.source)
  const app = APPS.find(({ code }) => code === config.fraud.app)
  const countries = fraudCountries(config)
  if (!network || !app || countries.length === 0) return null
  const sites = drawSites(world)
  return {
    network: network.label,
    mmpNetwork: network.mmpName,
    app: app.name,
    os: config.fraud.os,
    countries,
    site: sites.find((site) => site.isFraudulent)?.id ?? '',
    honestSites: sites.filter((site) => !site.isFraudulent).map((site) => site.id),
    from: timeline.dayAt(dayIndexAt(config, config.fraud.at)),
    favourite: creatives.find((each) => each.role === 'fraud-favourite')?.name ?? null,
    stolen: stolenInstalls(world),
  }
}
