import { drawBinomial } from '../../random/binomial.ts'
import { drawNegativeBinomial } from '../../random/negative-binomial.ts'
import type { Random } from '../../random/random.ts'
import { type OperatingSystem, OS_EFFECTS, type StudioApp } from '../catalogue/apps.ts'
import { COUNTRIES, type Country } from '../catalogue/countries.ts'
import type { StudioConfig } from '../config.ts'
import { fraudCountries } from '../fraud/fraud-countries.ts'
import { dayIndexAt, type Timeline } from '../timeline.ts'

/** Installs of one day that no impression earned, and what the fraudulent site made of them. */
export interface OrganicDay {
  /** Left to the MMP's organic row, rejected ones included. */
  readonly organic: number
  /** Credited to the site by a flood of clicks. */
  readonly flooding: number
  /** Credited to the site by a click just before first open. */
  readonly injection: number
  /** Claimed like the injected ones, but rejected by the MMP. */
  readonly rejected: number
}

const QUIET: OrganicDay = { organic: 0, flooding: 0, injection: 0, rejected: 0 }

export interface OrganicBook {
  on(app: StudioApp, os: OperatingSystem, country: Country, day: number): OrganicDay
}

/** Organic installs of the whole period, drawn from the seed on first use. */
export function createOrganicBook(random: Random, config: StudioConfig, timeline: Timeline): OrganicBook {
  const { fraud } = config
  const affected = fraudCountries(config)
  const start = dayIndexAt(config, fraud.at)
  const known = new Map<string, OrganicDay[]>()

  const draw = (app: StudioApp, os: OperatingSystem, country: Country): OrganicDay[] => {
    const stream = random.fork('organic', app.code, os, country)
    const base = app.organic * OS_EFFECTS[os].organic * COUNTRIES[country].organic * config.volume
    const isFraud = app.code === fraud.app && os === fraud.os && affected.includes(country)
    return timeline.days.map((_, day) => {
      const total = drawNegativeBinomial(stream, base * timeline.season(day), config.noise)
      if (!isFraud || day < start) return { ...QUIET, organic: total }
      const flooding = drawBinomial(stream, total, fraud.flooding)
      const attempted = drawBinomial(stream, total - flooding, fraud.injection)
      const rejected = drawBinomial(stream, attempted, fraud.rejected)
      const injection = attempted - rejected
      return { organic: total - flooding - injection, flooding, injection, rejected }
    })
  }

  return {
    on(app, os, country, day) {
      const key = `${app.code} ${os} ${country}`
      const days = known.get(key) ?? draw(app, os, country)
      known.set(key, days)
      return days[day] ?? QUIET
    },
  }
}
