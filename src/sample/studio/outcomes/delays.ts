import { drawNormal, normalCdf } from '../../random/normal.ts'
import type { Random } from '../../random/random.ts'

export type TouchType = 'click' | 'view'

interface Part {
  readonly share: number
  readonly medianHours: number
  readonly sd: number
}

interface Delay {
  readonly parts: readonly [Part, ...Part[]]
  /** No honest install is faster than a download. */
  readonly leastHours: number
  readonly windowDays: number
}

/** Time from touch to install: 75 % of click installs within an hour, 94 % within a day. */
const DELAYS: Readonly<Record<TouchType, Delay>> = {
  click: {
    parts: [
      { share: 0.745, medianHours: 5 / 60, sd: 1 },
      { share: 0.255, medianHours: 10, sd: 1.3 },
    ],
    leastHours: 15 / 3600,
    windowDays: 7,
  },
  view: { parts: [{ share: 1, medianHours: 4, sd: 1 }], leastHours: 15 / 3600, windowDays: 1 },
}

const STEPS = 96

/** Relative number of touches at this hour of the day. */
function touchDensity(hour: number): number {
  return 1 + 0.6 * Math.cos((2 * Math.PI * (hour - 20)) / 24)
}

function drawTouchHour(random: Random): number {
  for (;;) {
    const hour = 24 * random.uniform()
    if (1.6 * random.uniform() < touchDensity(hour)) return hour
  }
}

function shareWithin({ parts, leastHours }: Delay, hours: number): number {
  if (hours <= leastHours) return 0
  return parts.reduce(
    (sum, part) => sum + part.share * normalCdf(Math.log((hours - leastHours) / part.medianHours) / part.sd),
    0,
  )
}

/** Share of installs that come at most this many hours after the touch. */
export function installedWithin(type: TouchType, hours: number): number {
  const delay = DELAYS[type]
  const limit = 24 * delay.windowDays
  return shareWithin(delay, Math.min(hours, limit)) / shareWithin(delay, limit)
}

/** Share of installs booked 0, 1, 2 … calendar days after the day of the impression. */
export function installsByDelay(type: TouchType): number[] {
  const shares = new Array<number>(DELAYS[type].windowDays + 1).fill(0)
  for (let step = 0; step < STEPS; step += 1) {
    const hour = (24 * (step + 0.5)) / STEPS
    const weight = touchDensity(hour) / STEPS
    for (let delay = 0; delay < shares.length; delay += 1) {
      const within = (days: number): number => installedWithin(type, Math.max(0, 24 * days - hour))
      shares[delay] = (shares[delay] ?? 0) + weight * (within(delay + 1) - within(delay))
    }
  }
  return shares
}

function drawHours(random: Random, type: TouchType): number {
  const delay = DELAYS[type]
  for (;;) {
    const part = random.uniform() < delay.parts[0].share ? delay.parts[0] : (delay.parts[1] ?? delay.parts[0])
    const hours = delay.leastHours + part.medianHours * Math.exp(part.sd * drawNormal(random))
    if (hours <= 24 * delay.windowDays) return hours
  }
}

/** Hours of touch and install, both counted from the start of the touch's day, `days` calendar days apart. */
export function drawTouchAndInstall(
  random: Random,
  type: TouchType,
  days: number,
): { touchHour: number; installHour: number } {
  for (;;) {
    const touchHour = drawTouchHour(random)
    const installHour = touchHour + drawHours(random, type)
    if (Math.floor(installHour / 24) === days) return { touchHour, installHour }
  }
}
