import type { FraudSite, SiteSignal } from '#schema/answer/fraud-answer.ts'
import { writeCount } from '#schema/write-count.ts'
import { FRAUD_DEFAULTS, ODD_TIMES, type Signal, type SignalName, type SiteReading } from '#stats/index.ts'

/** What each signal is called, and what its figure is. */
const SIGNAL_WORDS = {
  early_installs: { unit: 'share', says: 'installs too soon after the click' },
  late_installs: { unit: 'share', says: 'installs long after the click' },
  flat_day: { unit: 'ratio', says: 'density of installs at 24 hours ÷ at 2 hours' },
  flat_week: { unit: 'ratio', says: 'density of installs at 7 days ÷ at 2 days' },
  time_to_install: { unit: 'seconds', says: 'typical time from click to install' },
  clicks_per_install: { unit: 'ratio', says: 'clicks per install' },
  clicks_per_impression: { unit: 'ratio', says: 'clicks per impression' },
  conversion_rate: { unit: 'ratio', says: 'installs per impression' },
  device_repeats: { unit: 'share', says: 'installs on a device seen before' },
  address_repeats: { unit: 'share', says: 'installs from an address seen before' },
  device_share: { unit: 'share', says: 'installs on one device model' },
  quiet_hours: { unit: 'share', says: 'installs in the quietest six hours' },
  retention_d1: { unit: 'share', says: 'users back on day 1' },
  time_order: { unit: 'share', says: 'installs before their click' },
  rejected: { unit: 'share', says: 'installs the MMP refused' },
} as const satisfies Record<SignalName, { unit: SiteSignal['unit']; says: string }>

function figure(value: number, unit: SiteSignal['unit']): string {
  if (unit === 'share') return `${writeCount(value * 100, value < 0.1 ? 1 : 0)} %`
  if (unit === 'ratio') return value >= 100 ? writeCount(value) : String(Number(value.toPrecision(2)))
  if (value < 120) return `${Math.round(value)} s`
  return value < 7200 ? `${Math.round(value / 60)} min` : `${writeCount(value / 3600, 1)} h`
}

/** A signal as an answer says it. */
export function signalOf({ name, family, value, baseline, q, size }: Signal): SiteSignal {
  const isFound = q <= FRAUD_DEFAULTS.suspiciousQ && size >= 1
  const { unit, says } = SIGNAL_WORDS[name]
  return {
    name,
    label: says,
    figures: figuresOf({ name, value, baseline }),
    family,
    unit,
    value,
    baseline,
    q,
    size,
    isFound,
  }
}

function figuresOf({ name, value, baseline }: Pick<Signal, 'name' | 'value' | 'baseline'>): string {
  const { unit } = SIGNAL_WORDS[name]
  return `${figure(value, unit)}, others ${figure(baseline, unit)}`
}

/** A signal in words: `installs too soon after the click: 61 %, others 1.2 %`. */
function signalText(signal: Signal): string {
  return `${SIGNAL_WORDS[signal.name].says}: ${figuresOf(signal)}`
}

/** Why a site has its verdict. */
export function reasonOf(
  { signals, notComputed }: Pick<SiteReading, 'signals' | 'notComputed'>,
  { verdict, rule, installs }: Pick<FraudSite, 'verdict' | 'rule' | 'installs'>,
): string {
  if (rule !== null) return `permille.yaml says so (fraud.${rule})`
  const found = signals.filter(({ q, size }) => q <= FRAUD_DEFAULTS.suspiciousQ && size >= 1)
  if (found.length > 0) return found.map(signalText).join('; ')
  if (verdict === 'clean') return `like the others in ${signals.length} signals`
  if (installs < FRAUD_DEFAULTS.leastInstalls) return `fewer than ${FRAUD_DEFAULTS.leastInstalls} installs`
  return notComputed.time_order === ODD_TIMES ? ODD_TIMES : 'there is nothing to compare it with'
}
