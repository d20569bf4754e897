import type { OutcomeRow } from '#schema/row.ts'
import { BLANK_DIMENSIONS } from '../../blank-dimensions.ts'
import { OPERATING_SYSTEMS, type OperatingSystem, type StudioApp } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import type { World } from '../delivery/world.ts'
import { drawPurchases, valuePerInstall } from '../outcomes/draw-purchases.ts'
import { ACCOUNT } from './campaign-dimensions.ts'
import { mmpInstalls, mmpPurchases } from './mmp-outcome.ts'

/** The network an MMP writes where no ad earned the install. */
export const ORGANIC = 'Organic'

const COUNTRY_NAMES = Object.keys(COUNTRIES).filter((name): name is Country => Object.hasOwn(COUNTRIES, name))

function* rowsOf(world: World, app: StudioApp, os: OperatingSystem, country: Country): Generator<OutcomeRow> {
  const random = world.random.fork('organic-purchases', app.code, os, country)
  const value = valuePerInstall(app, os, country, 1)
  for (const [index, day] of world.timeline.days.entries()) {
    const installs = world.organic.on(app, os, country, index).organic
    if (installs === 0) continue
    const dimensions = {
      ...BLANK_DIMENSIONS,
      day,
      network: ORGANIC,
      account: ACCOUNT,
      app: app.name,
      os,
      country,
    }
    yield mmpInstalls(dimensions, installs)
    for (const bought of drawPurchases(random, app, installs, value, world.config.days - 1 - index)) {
      yield mmpPurchases(dimensions, bought)
    }
  }
}

/** Installs the MMP credits to nobody, and what they bought, by day, app, OS and country. */
export function* mmpOrganicRows(world: World, app: StudioApp): Generator<OutcomeRow> {
  for (const os of OPERATING_SYSTEMS) {
    for (const country of COUNTRY_NAMES) yield* rowsOf(world, app, os, country)
  }
}
