import type { OutcomeRow } from '#schema/row.ts'
import { BLANK_DIMENSIONS } from '../../blank-dimensions.ts'
import { OPERATING_SYSTEMS, type OperatingSystem, type StudioApp } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import type { World } from '../delivery/world.ts'
import { drawPurchases, valuePerInstall } from '../outcomes/draw-purchases.ts'
import { drawRetained } from '../outcomes/draw-retained.ts'
import { ACCOUNT } from './campaign-dimensions.ts'
import { mmpInstalls, mmpPurchases, mmpRetained, mmpRevenue } from './mmp-outcome.ts'

/** The network an MMP writes where no ad earned the install. */
export const ORGANIC = 'Organic'

const COUNTRY_NAMES = Object.keys(COUNTRIES).filter((name): name is Country => Object.hasOwn(COUNTRIES, name))

function* rowsOf(world: World, app: StudioApp, os: OperatingSystem, country: Country): Generator<OutcomeRow> {
  const random = world.random.fork('organic-purchases', app.code, os, country)
  const returning = world.random.fork('organic-retained', app.code, os, country)
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
    const days = world.config.days - 1 - index
    const purchases = drawPurchases(random, app, installs, value, days)
    for (const bought of purchases) yield mmpPurchases(dimensions, bought)
    yield* mmpRevenue(dimensions, purchases, days)
    for (const back of drawRetained(returning, installs, 1, days)) yield mmpRetained(dimensions, back)
  }
}

/** Installs the MMP credits to nobody, what they bought and who came back, by day, app, OS and country. */
export function* mmpOrganicRows(world: World, app: StudioApp): Generator<OutcomeRow> {
  for (const os of OPERATING_SYSTEMS) {
    for (const country of COUNTRY_NAMES) yield* rowsOf(world, app, os, country)
  }
}
