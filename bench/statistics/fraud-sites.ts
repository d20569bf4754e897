import {
  DELAY_BINS,
  delayBin,
  drawNormal,
  drawPoisson,
  type RandomGenerator,
  type SiteCell,
  type SiteEvidence,
} from '../../src/stats/index.ts'

const HOUR = 3600
const DAY = 86_400
export const KINDS = ['honest', 'injection', 'flooding', 'farm'] as const
export type SiteKind = (typeof KINDS)[number]

const COUNTRIES = [
  { name: 'US', share: 0.5, speed: 1, night: 3 },
  { name: 'BR', share: 0.3, speed: 1.6, night: 6 },
  { name: 'IN', share: 0.2, speed: 2.2, night: 20 },
] as const
type Country = (typeof COUNTRIES)[number]

const MODELS = 60

/** What makes an honest site differ from the others. */
interface SiteNature {
  readonly speed: number
  readonly tail: number
  readonly clicks: number
  readonly rate: number
}

function drawNature(random: RandomGenerator): SiteNature {
  return {
    speed: Math.exp(0.2 * drawNormal(random)),
    tail: 1 / (1 + Math.exp(-(Math.log(0.24 / 0.76) + 0.15 * drawNormal(random)))),
    clicks: 2.5 * Math.exp(0.35 * drawNormal(random)),
    rate: 0.01 * Math.exp(0.3 * drawNormal(random)),
  }
}

/** Seconds from click to install: about 75 % within an hour, 94 % within a day. */
function honestDelay({ speed, tail }: SiteNature, country: Country, random: RandomGenerator): number {
  if (random() >= tail) return 12 + speed * country.speed * 240 * Math.exp(1.05 * drawNormal(random))
  // Density falling with t^−1.35 between one hour and seven days.
  const [from, to, power] = [HOUR, 7 * DAY, -0.35]
  return (from ** power + random() * (to ** power - from ** power)) ** (1 / power)
}

function honestHour(night: number, random: RandomGenerator): number {
  for (;;) {
    const hour = Math.floor(24 * random())
    const activity = 0.55 - 0.45 * Math.cos((2 * Math.PI * (hour - night)) / 24)
    if (random() < activity) return hour
  }
}

function honestModel(random: RandomGenerator): number {
  return Math.min(MODELS - 1, Math.floor(MODELS ** random()) - 1)
}

function drawCountry(random: RandomGenerator): Country {
  const at = random()
  let sum = 0
  for (const country of COUNTRIES) {
    sum += country.share
    if (at < sum) return country
  }
  return COUNTRIES[0]
}

/** A site's installs, counted as the metric layer counts them. */
export interface SimulatedSite {
  readonly kind: SiteKind
  readonly evidence: SiteEvidence
  readonly models: readonly number[]
}

/** One site of a kind; `strength` is the share of its installs that are made up or stolen. */
export function simulateSite(
  id: string,
  kind: SiteKind,
  installs: number,
  strength: number,
  random: RandomGenerator,
): SimulatedSite {
  const nature = drawNature(random)
  const cells = new Map<string, { delays: number[]; hours: number[] }>()
  const models = new Array<number>(MODELS).fill(0)
  let repeated = 0
  let stolen = 0
  for (let each = 0; each < installs; each += 1) {
    const country = drawCountry(random)
    const isStolen = kind !== 'honest' && random() < strength
    if (isStolen) stolen += 1
    const delay =
      isStolen && kind === 'injection'
        ? 1 + 9 * random()
        : isStolen && kind === 'flooding'
          ? 7 * DAY * random()
          : honestDelay(nature, country, random)
    const isFarmed = isStolen && kind === 'farm'
    const hour = isFarmed ? Math.floor(24 * random()) : honestHour(country.night, random)
    const model = isFarmed ? Math.floor(3 * random()) + 20 : honestModel(random)
    models[model] = (models[model] ?? 0) + 1
    if (isFarmed ? random() < 0.5 : random() < 0.02) repeated += 1
    const cell = cells.get(country.name) ?? {
      delays: new Array<number>(DELAY_BINS).fill(0),
      hours: new Array<number>(24).fill(0),
    }
    cells.set(country.name, cell)
    const bin = delayBin(delay)
    cell.delays[bin] = (cell.delays[bin] ?? 0) + 1
    cell.hours[hour] = (cell.hours[hour] ?? 0) + 1
  }
  const earned = installs - (kind === 'farm' ? 0 : stolen)
  const clicks = drawPoisson(earned * nature.clicks, random) + installs
  const flood = kind === 'flooding' ? drawPoisson(stolen * 200, random) : 0
  return {
    kind,
    models,
    evidence: {
      id,
      network: 'network',
      installs,
      countsInstalls: true,
      clicks: clicks + flood + (kind === 'injection' ? stolen : 0),
      impressions: drawPoisson(earned / nature.rate, random) + 1,
      cells: [...cells].map(([country, { delays, hours }]): SiteCell => {
        const bins = [...delays.keys()].filter((bin) => (delays[bin] ?? 0) > 0)
        return {
          places: [`app android ${country}`, 'app android', 'app'],
          delays: { bins, counts: bins.map((bin) => delays[bin] ?? 0) },
          hours,
        }
      }),
      deviceRepeats: null,
      addressRepeats: { part: repeated, whole: installs },
      topDevice: null,
      commonDevice: null,
      retained: null,
      disordered: { part: 0, whole: installs },
      rejected: null,
      isTrusted: false,
      isBaselineOnly: false,
      isWholeNetwork: false,
    },
  }
}

/** Sites with what is known of them only beside the others: their most frequent device. */
export function withDevices(sites: readonly SimulatedSite[]): readonly SiteEvidence[] {
  const totals = Array.from({ length: MODELS }, (_, model) =>
    sites.reduce((sum, site) => sum + (site.models[model] ?? 0), 0),
  )
  const all = totals.reduce((sum, count) => sum + count, 0)
  const common = totals.indexOf(Math.max(...totals))
  return sites.map(({ evidence, models }) => {
    const part = Math.max(...models)
    const top = models.indexOf(part)
    const whole = evidence.installs
    return {
      ...evidence,
      topDevice: {
        part,
        whole,
        others: { part: (totals[top] ?? 0) - part, whole: all - whole },
        different: models.filter((count) => count > 0).length,
      },
      commonDevice: { part: models[common] ?? 0, whole },
    }
  })
}

/** The same sites as a bare log of touches tells of them: no clicks, no impressions. */
export function touchesOnly(site: SiteEvidence): SiteEvidence {
  return { ...site, clicks: null, impressions: null }
}
