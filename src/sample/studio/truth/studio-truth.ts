import type { Day } from '#schema/day.ts'
import { APPS } from '../catalogue/apps.ts'
import { HOOKS } from '../catalogue/elements.ts'
import { NETWORKS, type StudioNetwork } from '../catalogue/networks.ts'
import type { StudioConfig } from '../config.ts'
import { NAME_PARTS } from '../creatives/creative-name.ts'
import type { World } from '../delivery/world.ts'
import { installedWithin } from '../outcomes/delays.ts'
import { RETENTION } from '../outcomes/draw-retained.ts'
import { type CreativeTruth, creativeTruths } from './creative-truth.ts'
import { type FatigueTruth, fatigueTruths } from './fatigue-truth.ts'
import { type FraudTruth, fraudTruth } from './fraud-truth.ts'
import { type ShiftTruth, shiftTruth } from './shift-truth.ts'
import { type StratumRate, stratumRates } from './stratum-rates.ts'

/** All a reader of the rows would have to guess. */
export interface StudioTruth {
  readonly simulated: true
  readonly config: StudioConfig
  readonly firstDay: Day
  readonly lastDay: Day
  readonly apps: typeof APPS
  readonly networks: readonly StudioNetwork[]
  /** Order of the parts of a creative's name. */
  readonly nameParts: typeof NAME_PARTS
  readonly creatives: readonly CreativeTruth[]
  readonly strata: readonly StratumRate[]
  /** Logarithmic effects of hooks on the rate, per channel. */
  readonly hooks: typeof HOOKS
  readonly fatigue: readonly FatigueTruth[]
  readonly shift: ShiftTruth | null
  readonly fraud: FraudTruth | null
  /** Share of installs booked 0, 1, 2 … days after the impression. */
  readonly delays: World['delays']
  /** Share of users back on a day of their life, × √value of the creative. */
  readonly retention: typeof RETENTION
  /** Share of installs that come at most so many hours after the touch. */
  readonly installedWithin: typeof installedWithin
}

/** The truth behind a world's rows. */
export function studioTruth(world: World): StudioTruth {
  return {
    simulated: true,
    config: world.config,
    firstDay: world.timeline.dayAt(0),
    lastDay: world.config.lastDay,
    apps: APPS,
    networks: NETWORKS,
    nameParts: NAME_PARTS,
    creatives: creativeTruths(world),
    strata: stratumRates(world),
    hooks: HOOKS,
    fatigue: fatigueTruths(world),
    shift: shiftTruth(world),
    fraud: fraudTruth(world),
    delays: world.delays,
    retention: RETENTION,
    installedWithin,
  }
}
