import { drawUnitLogNormal } from '../../random/normal.ts'
import type { Random } from '../../random/random.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import type { StudioConfig } from '../config.ts'

/** Factor on the day's rates that all ads of one app, network and OS share. */
export type DayShocks = (campaign: Campaign, day: number) => number

/** The day shocks of a studio, drawn from the seed on first use. */
export function createDayShocks(random: Random, config: StudioConfig): DayShocks {
  const known = new Map<string, Map<number, number>>()
  return ({ app, network, os }, day) => {
    const key = `${app.code}/${network.source}/${os}`
    const days = known.get(key) ?? new Map<number, number>()
    known.set(key, days)
    const shock = days.get(day) ?? drawUnitLogNormal(random.fork('shock', key, day), config.dayShock)
    days.set(day, shock)
    return shock
  }
}
