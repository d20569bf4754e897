import { INSTALL } from '#schema/basis.ts'
import type { TouchRow } from '#schema/row.ts'
import type { Random } from '../../random/random.ts'
import { NETWORKS } from '../catalogue/networks.ts'
import type { AdDay } from '../delivery/ad-day.ts'
import type { World } from '../delivery/world.ts'
import { drawTouchAndInstall, type TouchType } from '../outcomes/delays.ts'
import { adDimensions } from '../rows/ad-dimensions.ts'
import { mmpDimensions } from '../rows/mmp-paid-rows.ts'
import { type SplitAdDay, splitBySite } from './split-by-site.ts'
import { drawDevice } from './touch-device.ts'

const ASSISTED = 0.12
const INJECTION_SECONDS = { least: 2, most: 9 } as const
const FLOODING_HOURS = 168

const TOUCH_TYPES: readonly TouchType[] = ['click', 'view']

/** Times in hours from the start of the install's day. */
interface Times {
  readonly touch: number
  readonly install: number
}

/** `YYYY-MM-DD HH:MM:SS`, so many hours after the start of a day. */
function clockTime(world: World, day: number, hours: number): string {
  const whole = Math.floor(hours / 24)
  const time = new Date(Math.floor((hours - 24 * whole) * 3600) * 1000).toISOString().slice(11, 19)
  return `${world.timeline.dayAt(day + whole)} ${time}`
}

function floodingTimes(random: Random): Times {
  const install = 24 * random.uniform()
  return { install, touch: install - FLOODING_HOURS * random.uniform() }
}

function injectionTimes(random: Random): Times {
  const { least, most } = INJECTION_SECONDS
  const install = 24 * random.uniform()
  return { install, touch: install - (least + (most - least) * random.uniform()) / 3600 }
}

function drawContributors(random: Random, adDay: AdDay): string[] {
  if (random.uniform() >= ASSISTED) return []
  const others = NETWORKS.filter((network) => network !== adDay.campaign.network)
  return others
    .slice(random.below(others.length))
    .slice(0, 1)
    .map((network) => network.mmpName)
}

function* rowsOf(
  world: World,
  random: Random,
  { adDay, sites, installSites }: SplitAdDay,
): Generator<TouchRow> {
  const { campaign, country, day, ad, arrivals, stolen } = adDay
  const dimensions = { ...mmpDimensions(world, campaign, country, day), ...adDimensions(ad) }
  const fraudSite = sites.find(({ site }) => site.isFraudulent)?.site.id ?? null

  const touch = (type: TouchType, site: string | null, times: Times, rejected = false): TouchRow => {
    const installTime = clockTime(world, day, times.install)
    return {
      ...dimensions,
      site,
      event: INSTALL,
      touch_type: type,
      touch_time: clockTime(world, day, times.touch),
      event_time: installTime,
      install_time: installTime,
      ...drawDevice(random, campaign.os),
      contributors: drawContributors(random, adDay),
      validity: rejected ? 'rejected' : 'accepted',
      rejection_reason: rejected ? 'click_injection' : null,
    }
  }

  let next = 0
  for (const type of TOUCH_TYPES) {
    for (const [delay, count] of arrivals[type].entries()) {
      for (let each = 0; each < count; each += 1) {
        const { touchHour, installHour } = drawTouchAndInstall(random, type, delay)
        const site = sites[installSites[next] ?? 0]?.site.id ?? null
        next += 1
        yield touch(type, site, { touch: touchHour - 24 * delay, install: installHour - 24 * delay })
      }
    }
  }
  for (let each = 0; each < stolen.flooding; each += 1) yield touch('click', fraudSite, floodingTimes(random))
  for (let each = 0; each < stolen.injection; each += 1)
    yield touch('click', fraudSite, injectionTimes(random))
  for (let each = 0; each < stolen.rejected; each += 1) {
    yield touch('click', fraudSite, injectionTimes(random), true)
  }
}

/** The MMP's raw log of the newest days: every install of the campaigns that buy on the fraudulent site. */
export function* touchRows(world: World): Generator<TouchRow> {
  const random = world.random.fork('touches')
  for (const splitDay of splitBySite(world)) yield* rowsOf(world, random, splitDay)
}
