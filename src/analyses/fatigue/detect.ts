import { type FatigueResult, type FatigueSettings, type WatchedCreative, watchFatigue } from '#stats/index.ts'
import type { Numbers } from './shared-columns.ts'
import type { WatchedObject, WatchedPlace } from './watched-object.ts'

/** What is watched, how, and whether clicks are told everywhere, so that it can be said which rate falls. */
export interface DetectTask {
  readonly objects: readonly WatchedObject[]
  readonly settings: Partial<FatigueSettings>
}

/** The reading of the whole rate, and those of its two factors where clicks are told. */
export interface Detected {
  readonly whole: FatigueResult
  readonly ctr: FatigueResult | null
  readonly cvr: FatigueResult | null
}

type Columns = Pick<WatchedPlace, 'day'> & {
  readonly exposure: Numbers
  readonly conversions: Numbers
}

function creativesOf(
  objects: readonly WatchedObject[],
  columnsOf: (place: WatchedPlace) => Columns | null,
): WatchedCreative[] {
  return objects.map(({ key, places }) => ({
    id: key,
    cells: places.flatMap((place) => {
      const days = columnsOf(place)
      return days === null ? [] : [{ stratum: place.stratum, parent: place.network, days }]
    }),
  }))
}

/** Finds what wears out, and where clicks are told and something does, in which of its two rates. */
export function detect({ objects, settings }: DetectTask): Detected {
  const whole = watchFatigue({
    creatives: creativesOf(objects, ({ day, impressions, conversions }) => ({
      day,
      exposure: impressions,
      conversions,
    })),
    settings,
  })
  const hasClicks = objects.some(({ places }) => places.some(({ clicks }) => clicks !== null))
  if (!hasClicks || whole.creatives.every(({ alarm }) => alarm === null))
    return { whole, ctr: null, cvr: null }
  const ctr = watchFatigue({
    creatives: creativesOf(objects, ({ day, impressions, clicks }) =>
      clicks === null ? null : { day, exposure: impressions, conversions: clicks },
    ),
    settings,
  })
  const cvr = watchFatigue({
    creatives: creativesOf(objects, ({ day, clicks, conversions }) =>
      clicks === null ? null : { day, exposure: clicks, conversions },
    ),
    settings,
  })
  return { whole, ctr, cvr }
}
