import { drawUnitGamma } from '../../random/gamma.ts'
import type { Random } from '../../random/random.ts'
import { type OperatingSystem, OS_EFFECTS, type StudioApp } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import { HOOKS, secondsEffect } from '../catalogue/elements.ts'
import { FORMATS } from '../catalogue/formats.ts'
import type { Channel, StudioNetwork } from '../catalogue/networks.ts'
import type { StudioConfig } from '../config.ts'
import type { Timeline } from '../timeline.ts'
import type { Creative } from './creative.ts'
import { fatigueFactor, fatigueOf } from './fatigue-factor.ts'

/** Where an impression is shown, as far as it changes the rate. */
export interface Stratum {
  readonly network: StudioNetwork
  readonly os: OperatingSystem
  readonly country: Country
}

/** True installs per impression. */
export interface RateBook {
  /** Rate of an average video of the app in a stratum. */
  reference(app: StudioApp, stratum: Stratum): number
  /** Rate of the creative beside an average video of its app on this channel. */
  quality(creative: Creative, channel: Channel): number
  /** Rate in a stratum while fresh, on an average day. */
  fresh(creative: Creative, stratum: Stratum): number
  /** Factor by which the creative has worn out on a day: 1 while fresh. */
  worn(creative: Creative, day: number): number
  /** Expected rate on a day: season and fatigue included, day noise left out. */
  on(creative: Creative, stratum: Stratum, day: number): number
}

const WITHOUT_INTERACTION: readonly (string | null)[] = ['moves-to-poor', 'moves-to-good']

/** The rates of a studio, drawn from the seed on first use and remembered for each stratum object. */
export function createRateBook(random: Random, config: StudioConfig, timeline: Timeline): RateBook {
  const known = new WeakMap<Stratum, Map<Creative, number>>()

  const interaction = (creative: Creative, stratum: Stratum): number => {
    if (WITHOUT_INTERACTION.includes(creative.role)) return 1
    const stream = random.fork('fit', creative.index, stratum.network.source, stratum.os, stratum.country)
    return drawUnitGamma(stream, config.interaction)
  }
  const reference: RateBook['reference'] = (app, { network, os, country }) =>
    app.rate * network.rate * OS_EFFECTS[os].rate * COUNTRIES[country].rate
  const quality: RateBook['quality'] = (creative, channel) =>
    FORMATS[creative.format].rate *
    Math.exp(creative.residual + HOOKS[creative.hook][channel] + secondsEffect(creative.seconds, channel))

  const worn: RateBook['worn'] = (creative, day) => fatigueFactor(fatigueOf(config, creative), day)
  const fresh: RateBook['fresh'] = (creative, stratum) => {
    const rates = known.get(stratum) ?? new Map<Creative, number>()
    const found = rates.get(creative)
    if (found !== undefined) return found
    const rate =
      reference(creative.app, stratum) *
      quality(creative, stratum.network.channel) *
      interaction(creative, stratum)
    known.set(stratum, rates.set(creative, rate))
    return rate
  }

  return {
    reference,
    quality,
    fresh,
    worn,
    on: (creative, stratum, day) => fresh(creative, stratum) * timeline.season(day) * worn(creative, day),
  }
}
