import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { notComputed } from '../not-computed.ts'
import { betaBinomialUpper } from './beta-binomial.ts'
import { betweenSites } from './between-sites.ts'
import { type DelayFigures, delayFigures, WINDOWS } from './delay-figures.ts'
import { type PartColumn, partSignals, type SitePart } from './part-signals.ts'
import { PlaceBaseline } from './place-baseline.ts'
import { powerSlope } from './power-slope.ts'
import { type RatioColumn, ratioSignals, type SiteFigure } from './ratio-signals.ts'
import { FAMILIES, type RawSignal, type SignalOutcome } from './raw-signal.ts'
import {
  FRAUD_DEFAULTS,
  type FraudReading,
  type FraudSettings,
  type Part,
  type Signal,
  type SignalName,
  type SiteEvidence,
  type SiteReading,
  type SiteVerdict,
} from './types.ts'

/** Times the baseline is drawn up again without what it showed to be fraud. */
const SWEEPS = 3
const LEAST_IN_WINDOW = 20
/** Noise of clicks and installs beside chance. */
const COUNT_NOISE = 1.5
const LEAST_CLICKS = 300
const DEVIATIONS = 2.5
const TRUSTED_INSTALLS = 500
const ENOUGH_SITES = 5
/** What honest sites differ by at least: 15 % in delays, 25 % in rates, 0.2 in slopes. */
const LEAST_LOG_VARIANCE = 0.15 ** 2
const LEAST_RATE_VARIANCE = 0.25 ** 2
const LEAST_SLOPE_VARIANCE = 0.2 ** 2

/** Signals that need no install of a site to be read. */
const CLICK_SIGNALS: readonly SignalName[] = ['clicks_per_install', 'clicks_per_impression']

/** Whether the log's times are to the minute: nothing comes between 1 and 59 seconds though installs come at once. */
function toTheMinute(sites: readonly SiteEvidence[]): boolean {
  let atOnce = 0
  let within = 0
  for (const { cells } of sites) {
    for (const { delays } of cells) {
      delays.bins.forEach((bin, index) => {
        if (bin === 0) atOnce += delays.counts[index] ?? 0
        else if (bin < 60) within += delays.counts[index] ?? 0
      })
    }
  }
  return within === 0 && atOnce > 0
}

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
class Sweep {
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

function centreOf({ cells }: SiteEvidence): number {
  let sum = 0
  let count = 0
  for (const { delays } of cells) {
    delays.bins.forEach((bin, index) => {
      sum += (delays.counts[index] ?? 0) * bin
      count += delays.counts[index] ?? 0
    })
  }
  return sum / count
}

/** Sites the delays are compared with: those whose installs come earliest and latest are left out, a tenth at each end. */
function trimmedMembers(
  sites: readonly SiteEvidence[],
  isBaseline: readonly boolean[],
  { trimmed, leastInstalls }: FraudSettings,
): readonly SiteEvidence[] {
  const members = sites.filter((_, index) => isBaseline[index])
  const trusted = members.filter(({ isTrusted }) => isTrusted)
  if (trusted.reduce((sum, { installs }) => sum + installs, 0) >= TRUSTED_INSTALLS) return trusted
  const telling = members
    .filter((site) => site.installs >= leastInstalls && site.cells.length > 0 && !site.isBaselineOnly)
    .map((site) => ({ site, centre: centreOf(site) }))
    .toSorted((a, b) => a.centre - b.centre)
  const cut = Math.floor(telling.length * trimmed)
  const left = new Set(
    [...telling.slice(0, cut), ...telling.slice(telling.length - cut)].map(({ site }) => site),
  )
  // Nobody knows what hides among many small sites; they are asked only where there are hardly any others.
  const isEnough = telling.length >= ENOUGH_SITES
  return members.filter((site) => !left.has(site) && !(isEnough && site.isBaselineOnly))
}

const isSignal = (outcome: SignalOutcome): outcome is RawSignal => 'pValue' in outcome

function isRead(site: SiteEvidence, name: SignalName, { leastInstalls }: FraudSettings): boolean {
  if (site.isBaselineOnly) return false
  if (name === 'rejected') return (site.rejected?.whole ?? 0) >= leastInstalls
  if (site.installs >= leastInstalls) return true
  return CLICK_SIGNALS.includes(name) && (site.clicks ?? 0) >= LEAST_CLICKS
}

/** q-values over all sites and signals, strongest signal of a site first. */
function withQ(
  sites: readonly SiteEvidence[],
  outcomes: readonly (readonly SignalOutcome[])[],
  settings: FraudSettings,
): readonly (readonly Signal[])[] {
  const read = sites.map((site, index) =>
    (outcomes[index] ?? []).filter(isSignal).filter(({ name }) => isRead(site, name, settings)),
  )
  const q = benjaminiHochberg(read.flat().map(({ pValue }) => pValue))
  let place = 0
  return read.map((signals) =>
    signals
      .map((signal) => {
        const own = { ...signal, family: FAMILIES[signal.name], q: q[place] ?? 1 }
        place += 1
        return own
      })
      .toSorted((a, b) => Number(b.size >= 1) - Number(a.size >= 1) || a.q - b.q || b.size - a.size),
  )
}

function isProof({ name, value, q, size }: Signal, settings: FraudSettings): boolean {
  const isCertain = name === 'time_order' || name === 'rejected'
  return isCertain && value >= settings.provenShare && q <= settings.fraudulentQ && size >= 1
}

/** The verdict on a site by its signals. */
export function verdictOf(
  site: Pick<SiteEvidence, 'installs' | 'isTrusted'>,
  signals: readonly Signal[],
  settings: FraudSettings,
): SiteVerdict {
  if (site.isTrusted) return 'clean'
  const grave = new Set(
    signals.filter(({ q, size }) => q <= settings.fraudulentQ && size >= 2).map(({ family }) => family),
  )
  if (grave.size >= 2 || signals.some((signal) => isProof(signal, settings))) return 'fraudulent'
  if (signals.some(({ q, size }) => q <= settings.suspiciousQ && size >= 1)) return 'suspicious'
  return site.installs < settings.leastInstalls || signals.length === 0 ? 'not enough data' : 'clean'
}

function baselineDelays(sites: readonly SiteEvidence[]): FraudReading['baselineDelays'] {
  const { everywhere } = new PlaceBaseline(sites)
  if (everywhere === null || everywhere.installs <= 0)
    return notComputed('not_enough_data', 'no site has both times of its installs')
  return Array.from(everywhere.delays, (count) => count / everywhere.installs)
}

/**
 * Judges sites by how their installs came about, each against the others of its places; what is found is left out of
 * the baseline and the rest is read again.
 */
export function judgeSites(sites: readonly SiteEvidence[], given: Partial<FraudSettings> = {}): FraudReading {
  const settings = { ...FRAUD_DEFAULTS, ...given }
  const isToTheMinute = toTheMinute(sites)
  let found = sites.map(() => false)
  let signals: readonly (readonly Signal[])[] = []
  let outcomes: readonly (readonly SignalOutcome[])[] = []
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isBaseline = found.map((isFound, index) => !isFound || sites[index]?.isTrusted === true)
    outcomes = new Sweep(sites, isBaseline, settings, isToTheMinute).outcomes()
    signals = withQ(sites, outcomes, settings)
    const next = signals.map((own) => own.some(({ q, size }) => q <= settings.suspiciousQ && size >= 1))
    const isSettled = next.every((isFound, index) => isFound === found[index])
    found = next
    if (isSettled) break
  }
  const readings = sites.map((site, index): SiteReading => {
    const own = signals[index] ?? []
    const reasons = (outcomes[index] ?? []).flatMap((outcome) =>
      isSignal(outcome)
        ? isRead(site, outcome.name, settings)
          ? []
          : [[outcome.name, `fewer than ${settings.leastInstalls} installs`] as const]
        : [[outcome.name, outcome.reason] as const],
    )
    return {
      id: site.id,
      verdict: site.isBaselineOnly ? 'not enough data' : verdictOf(site, own, settings),
      signals: own,
      notComputed: Object.fromEntries(reasons),
    }
  })
  return {
    sites: readings,
    baselineDelays: baselineDelays(sites.filter((_, index) => found[index] !== true)),
    isToTheMinute,
  }
}
