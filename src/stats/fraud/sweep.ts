import { betaBinomialUpper } from './beta-binomial.ts'
import { betweenSites } from './between-sites.ts'
import { type DelayFigures, delayFigures, WINDOWS } from './delay-figures.ts'
import { type PartColumn, partSignals, type SitePart } from './part-signals.ts'
import { PlaceBaseline } from './place-baseline.ts'
import { powerSlope } from './power-slope.ts'
import { type RatioColumn, ratioSignals, type SiteFigure } from './ratio-signals.ts'
import type { SignalOutcome } from './raw-signal.ts'
import { trimmedMembers } from './trimmed-members.ts'
import type { FraudSettings, Part, SignalName, SiteEvidence } from './types.ts'

const LEAST_IN_WINDOW = 20
/** Noise of clicks and installs beside chance. */
const COUNT_NOISE = 1.5
const DEVIATIONS = 2.5
/** What honest sites differ by at least: 15 % in delays, 25 % in rates, 0.2 in slopes. */
const LEAST_LOG_VARIANCE = 0.15 ** 2
const LEAST_RATE_VARIANCE = 0.25 ** 2
const LEAST_SLOPE_VARIANCE = 0.2 ** 2

const installsOf = ({ installs, countsInstalls }: SiteEvidence) => (countsInstalls ? installs : null)

function logRatio(above: number, below: number, group: string): SiteFigure {
  return {
    figure: Math.log((above + 0.5) / (below + 0.5)),
    variance: COUNT_NOISE * (1 / (above + 0.5) + 1 / (below + 0.5)),
    group,
  }
}

function meanLog(figures: DelayFigures | null): SiteFigure | null {
  if (figures === null || figures.all.count === 0) return null
  const { count, sum, squares, othersSum } = figures.all
  const mean = sum / count
  return {
    figure: mean,
    variance: Math.max(0.5, squares / count - mean * mean) / count,
    expected: othersSum / count,
    group: '',
  }
}

function slopeOf(figures: DelayFigures | null, window: 'day' | 'week'): SiteFigure | null {
  const own = figures?.[window]
  if (own === undefined || own.count < LEAST_IN_WINDOW) return null
  const { slope, unitVariance } = powerSlope(own.sum / own.count, WINDOWS[window])
  return {
    figure: slope,
    variance: unitVariance / own.count,
    expected: powerSlope(own.othersSum / own.count, WINDOWS[window]).slope,
    group: '',
  }
}

function partOf(compared: { part: number; whole: number; expected: number } | undefined): SitePart | null {
  if (compared === undefined || compared.whole === 0) return null
  return { part: compared.part, whole: compared.whole, expected: compared.expected / compared.whole }
}

/** Every signal of every site against these sites, column by column. */
export class Sweep {
  readonly #sites: readonly SiteEvidence[]
  readonly #isBaseline: readonly boolean[]
  readonly #settings: FraudSettings
  readonly #figures: readonly (DelayFigures | null)[]

  constructor(
    sites: readonly SiteEvidence[],
    isBaseline: readonly boolean[],
    settings: FraudSettings,
    isToTheMinute: boolean,
  ) {
    this.#sites = sites
    this.#isBaseline = isBaseline
    this.#settings = settings
    const members = trimmedMembers(sites, isBaseline, settings)
    const baseline = new PlaceBaseline(members)
    this.#figures = sites.map((site) => delayFigures(site, baseline, settings, isToTheMinute))
  }

  /** Outcomes by site. */
  outcomes(): readonly (readonly SignalOutcome[])[] {
    const sites = this.#sites
    const figures = this.#figures
    const columns = [
      this.#parts(
        'early_installs',
        figures.map((own) => partOf(own?.early)),
      ),
      this.#parts(
        'late_installs',
        figures.map((own) => partOf(own?.late)),
      ),
      this.#parts(
        'quiet_hours',
        figures.map((own) => partOf(own?.quiet)),
      ),
      this.#slopes('flat_day', 'day'),
      this.#slopes('flat_week', 'week'),
      this.#ratios({
        name: 'time_to_install',
        direction: 'both',
        figures: figures.map(meanLog),
        doubling: () => Math.LN2,
        leastDeviations: DEVIATIONS,
        show: Math.exp,
      }),
      this.#logRatios('clicks_per_install', 'high', (site) => [site.clicks, installsOf(site)]),
      this.#logRatios('clicks_per_impression', 'high', ({ clicks, impressions }) => [clicks, impressions]),
      this.#logRatios('conversion_rate', 'both', (site) => [installsOf(site), site.impressions], DEVIATIONS),
      this.#parts(
        'device_repeats',
        sites.map(({ deviceRepeats }) => deviceRepeats),
      ),
      this.#parts(
        'address_repeats',
        sites.map(({ addressRepeats }) => addressRepeats),
      ),
      this.#topDevices(),
      this.#parts(
        'retention_d1',
        sites.map(({ retained }) => retained),
        'low',
      ),
      this.#parts(
        'time_order',
        sites.map(({ disordered }) => disordered),
      ),
      this.#parts(
        'rejected',
        sites.map(({ rejected }) => rejected),
      ),
    ]
    return sites.map((_, index) => columns.flatMap((column) => column[index] ?? []))
  }

  #parts(name: SignalName, parts: readonly (Part | null)[], direction: PartColumn['direction'] = 'high') {
    return partSignals({ name, direction, parts, isBaseline: this.#isBaseline }, this.#settings)
  }

  #ratios(column: Omit<RatioColumn, 'isBaseline' | 'leastVariance'> & { leastVariance?: number }) {
    return ratioSignals(
      { leastVariance: LEAST_LOG_VARIANCE, ...column, isBaseline: this.#isBaseline },
      this.#settings,
    )
  }

  #slopes(name: SignalName, window: 'day' | 'week') {
    const width = Math.log(WINDOWS[window].to / WINDOWS[window].from)
    return this.#ratios({
      name,
      direction: 'high',
      figures: this.#figures.map((own) => slopeOf(own, window)),
      doubling: () => Math.LN2 / width,
      leastDeviations: 0,
      leastVariance: LEAST_SLOPE_VARIANCE,
      show: (slope) => Math.exp(slope * width),
    })
  }

  #logRatios(
    name: SignalName,
    direction: RatioColumn['direction'],
    read: (site: SiteEvidence) => readonly [number | null, number | null],
    leastDeviations = 0,
  ) {
    const figures = this.#sites.map((site) => {
      const [above, below] = read(site)
      return above === null || below === null || above + below === 0
        ? null
        : logRatio(above, below, site.network)
    })
    return this.#ratios({
      name,
      direction,
      figures,
      doubling: () => Math.LN2,
      leastDeviations,
      leastVariance: LEAST_RATE_VARIANCE,
      show: Math.exp,
    })
  }

  #topDevices(): readonly SignalOutcome[] {
    const name = 'device_share'
    const common = this.#sites.flatMap(({ commonDevice }, index) =>
      commonDevice !== null && commonDevice.whole >= LEAST_IN_WINDOW && this.#isBaseline[index] === true
        ? [commonDevice]
        : [],
    )
    const whole = common.reduce((sum, part) => sum + part.whole, 0)
    const share = common.reduce((sum, part) => sum + part.part, 0) / Math.max(1, whole)
    const rho = betweenSites(
      common.map((part) => ({ ...part, expected: share })),
      this.#settings.trimmed,
    )
    return this.#sites.map(({ topDevice }) => {
      if (topDevice === null || topDevice.whole === 0) return { name, reason: 'nobody tells it' }
      if (common.length < 3) return { name, reason: 'too few other sites tell it' }
      const { part, whole: known, others, different } = topDevice
      const expected = Math.max(others.part, 0.5) / (others.whole + 1)
      const tail = betaBinomialUpper(part, known, expected, rho * (1 + 2 / common.length))
      return {
        name,
        value: part / known,
        baseline: expected,
        pValue: Math.min(1, tail * different),
        size: Math.max(0, (part / known - expected) / this.#settings.leastShare),
      }
    })
  }
}
