import type { Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import type { OutcomeRow } from '#schema/row.ts'
import { APPS } from './catalogue/apps.ts'
import { NETWORKS, type StudioNetwork } from './catalogue/networks.ts'
import { defaultStudioConfig, type StudioConfig } from './config.ts'
import { createWorld, type World } from './delivery/world.ts'
import { siteDelivery, siteOutcomes } from './fraud/site-rows.ts'
import { touchRows } from './fraud/touch-rows.ts'
import { type MmpReport, type NetworkReport, rereadable, type TouchReport } from './report.ts'
import { ACCOUNT } from './rows/campaign-dimensions.ts'
import { mmpOrganicRows } from './rows/mmp-organic-rows.ts'
import { mmpPaidRows } from './rows/mmp-paid-rows.ts'
import { networkDelivery, networkOutcomes } from './rows/network-rows.ts'
import { type StudioTruth, studioTruth } from './truth/studio-truth.ts'

/** A simulated studio: its reports as a loader would get them, and the truth behind them. */
export interface Studio {
  readonly simulated: true
  /** One report for each network: day × campaign × country × creative. */
  readonly networks: readonly NetworkReport[]
  readonly mmp: MmpReport
  /** Newest days of the campaigns on the fraudulent site's network, by site instead of creative. */
  readonly sites: NetworkReport
  readonly mmpSites: MmpReport
  /** Raw installs of the same campaigns and days. */
  readonly touches: TouchReport
  readonly truth: StudioTruth
}

function facts(world: World, network: StudioNetwork) {
  return {
    source: network.source,
    label: `${network.label} (simulated)`,
    kind: 'network',
    report: 'creative × country × day',
    account: ACCOUNT,
    zone: network.zone,
    currency: network.currency,
    firstDay: world.timeline.dayAt(0),
    lastDay: world.config.lastDay,
  } as const
}

function mmpFacts(world: World) {
  return {
    source: 'appsflyer',
    label: 'AppsFlyer (simulated)',
    kind: 'mmp',
    report: 'creative × country × day',
    account: ACCOUNT,
    zone: 'UTC',
    currency: 'USD',
    firstDay: world.timeline.dayAt(0),
    lastDay: world.config.lastDay,
  } as const
}

function* mmpRows(world: World): Generator<OutcomeRow> {
  for (const campaign of world.campaigns) {
    for (const country of campaign.countries) yield* mmpPaidRows(world, campaign, country)
  }
  for (const app of APPS) yield* mmpOrganicRows(world, app)
}

/** The rows and the truth of a simulated studio; the same configuration always gives the same ones. */
export function simulateStudio(settings: Partial<StudioConfig> & { readonly lastDay: Day }): Studio {
  const config = { ...defaultStudioConfig(settings.lastDay), ...settings }
  const world = createWorld(config)
  const newest = { firstDay: world.timeline.dayAt(Math.max(0, config.days - config.touchDays)) }
  const sold = NETWORKS.find(({ source }) => source === config.fraud.source)
  if (!sold) {
    throw new PermilleError('usage', `unknown network of the fraudulent site: ${config.fraud.source}`, {
      remedy: `Use one of ${NETWORKS.map(({ source }) => source).join(', ')}.`,
    })
  }
  return {
    simulated: true,
    networks: NETWORKS.map((network) => ({
      ...facts(world, network),
      delivery: rereadable(() => networkDelivery(world, network)),
      outcomes: rereadable(() => networkOutcomes(world, network)),
    })),
    mmp: { ...mmpFacts(world), outcomes: rereadable(() => mmpRows(world)) },
    sites: {
      ...facts(world, sold),
      ...newest,
      report: 'site × campaign × country × day',
      delivery: rereadable(() => siteDelivery(world)),
      outcomes: [],
    },
    mmpSites: {
      ...mmpFacts(world),
      ...newest,
      report: 'site × campaign × country × day',
      outcomes: rereadable(() => siteOutcomes(world)),
    },
    touches: {
      ...mmpFacts(world),
      ...newest,
      report: 'raw installs',
      touches: rereadable(() => touchRows(world)),
    },
    truth: studioTruth(world),
  }
}
