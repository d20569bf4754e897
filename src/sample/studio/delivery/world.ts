import { Random } from '../../random/random.ts'
import type { Campaign } from '../campaigns/campaign.ts'
import { drawCampaigns } from '../campaigns/draw-campaigns.ts'
import type { StudioConfig } from '../config.ts'
import type { Creative } from '../creatives/creative.ts'
import { drawCreatives } from '../creatives/draw-creatives.ts'
import { createRateBook, type RateBook } from '../creatives/rate-book.ts'
import { installsByDelay, type TouchType } from '../outcomes/delays.ts'
import { createOrganicBook, type OrganicBook } from '../outcomes/organic.ts'
import { createTimeline, type Timeline } from '../timeline.ts'
import { createDayShocks, type DayShocks } from './day-shocks.ts'

/** Everything that is fixed before the first impression. */
export interface World {
  readonly config: StudioConfig
  readonly random: Random
  readonly timeline: Timeline
  readonly creatives: readonly Creative[]
  readonly campaigns: readonly Campaign[]
  readonly rates: RateBook
  readonly shocks: DayShocks
  readonly organic: OrganicBook
  readonly delays: Readonly<Record<TouchType, readonly number[]>>
}

/** The studio before its first day: creatives, campaigns and true rates. */
export function createWorld(config: StudioConfig): World {
  const random = Random.fromSeed(config.seed)
  const timeline = createTimeline(config)
  const creatives = drawCreatives(random, config)
  return {
    config,
    random,
    timeline,
    creatives,
    campaigns: drawCampaigns(random, creatives),
    rates: createRateBook(random, config, timeline),
    shocks: createDayShocks(random, config),
    organic: createOrganicBook(random, config, timeline),
    delays: { click: installsByDelay('click'), view: installsByDelay('view') },
  }
}
