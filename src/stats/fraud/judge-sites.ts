import { benjaminiHochberg } from '../multiplicity/benjamini-hochberg.ts'
import { notComputed } from '../not-computed.ts'
import { ODD_TIMES, oddClocks, withoutOddTimes } from './odd-clocks.ts'
import { PlaceBaseline } from './place-baseline.ts'
import { FAMILIES, type RawSignal, type SignalOutcome } from './raw-signal.ts'
import { Sweep } from './sweep.ts'
import {
  FRAUD_DEFAULTS,
  type FraudReading,
  type FraudSettings,
  type Signal,
  type SignalName,
  type SiteEvidence,
  type SiteReading,
  type SiteVerdict,
} from './types.ts'

/** Times the baseline is drawn up again without what it showed to be fraud. */
const SWEEPS = 3
const LEAST_CLICKS = 300
/** Signals that need no install of a site to be read. */
const CLICK_SIGNALS: readonly SignalName[] = ['clicks_per_install', 'clicks_per_impression']
const TIME_SIGNALS: readonly SignalName[] = [
  'early_installs',
  'late_installs',
  'flat_day',
  'flat_week',
  'time_to_install',
  'quiet_hours',
  'time_order',
]

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
export function judgeSites(told: readonly SiteEvidence[], given: Partial<FraudSettings> = {}): FraudReading {
  const settings = { ...FRAUD_DEFAULTS, ...given }
  const odd = oddClocks(told, settings)
  const sites = withoutOddTimes(told, odd)
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
  const hasOddTimes = ({ network }: SiteEvidence, name: SignalName) =>
    odd.has(network) && TIME_SIGNALS.includes(name)
  const readings = sites.map((site, index): SiteReading => {
    const own = signals[index] ?? []
    const reasons = (outcomes[index] ?? []).flatMap((outcome) =>
      isSignal(outcome)
        ? isRead(site, outcome.name, settings)
          ? []
          : [[outcome.name, `fewer than ${settings.leastInstalls} installs`] as const]
        : [[outcome.name, hasOddTimes(site, outcome.name) ? ODD_TIMES : outcome.reason] as const],
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
    oddClocks: odd,
  }
}
