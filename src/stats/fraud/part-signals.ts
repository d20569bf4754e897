import { betaBinomialLower, betaBinomialUpper } from './beta-binomial.ts'
import { betweenSites, type ExpectedPart } from './between-sites.ts'
import type { RawSignal, SignalOutcome } from './raw-signal.ts'
import type { FraudSettings, Part, SignalName } from './types.ts'

/** A site's share, with what it should be where that depends on its places. */
export type SitePart = Part & { readonly expected?: number }

export interface PartColumn {
  readonly name: SignalName
  readonly direction: 'high' | 'low'
  /** Per site; `null` where it is not known. */
  readonly parts: readonly (SitePart | null)[]
  /** Sites that are compared with. */
  readonly isBaseline: readonly boolean[]
}

const WEIGHT_RHO = 0.01
const LEAST_WHOLE = 20
const LEAST_SITES = 3

const weightOf = ({ whole }: Part) => (whole === 0 ? 0 : 1 / (1 + (whole - 1) * WEIGHT_RHO))

/** What a share is among the sites of a baseline, without one of them, the extreme tenth at each end left out. */
function leaveOneOut({ parts, isBaseline }: PartColumn, trimmed: number) {
  const members = parts.flatMap((own, index) =>
    own !== null && isBaseline[index] === true && own.whole > 0 ? [{ own, index }] : [],
  )
  const telling = members
    .filter(({ own }) => own.whole >= LEAST_WHOLE)
    .toSorted((a, b) => a.own.part / a.own.whole - b.own.part / b.own.whole)
  const cut = Math.floor(telling.length * trimmed)
  const left = new Set([...telling.slice(0, cut), ...telling.slice(telling.length - cut)])
  const kept = new Map(members.flatMap((member) => (left.has(member) ? [] : [[member.index, member.own]])))
  let part = 0
  let whole = 0
  for (const own of kept.values()) {
    part += own.part * weightOf(own)
    whole += own.whole * weightOf(own)
  }
  return (index: number): { share: number; whole: number; sites: number } => {
    const own = kept.get(index)
    const weight = own === undefined ? 0 : weightOf(own)
    const others = whole - (own?.whole ?? 0) * weight
    const share = others <= 0 ? 0 : Math.max(0, part - (own?.part ?? 0) * weight) / others
    // Never seen among the others is not impossible: half of one install.
    return {
      share: Math.max(share, 0.5 / (others + 1)),
      whole: others,
      sites: kept.size - (own === undefined ? 0 : 1),
    }
  }
}

/** Reads one share of every site against the others: beta-binomial, with what honest sites differ by. */
export function partSignals(column: PartColumn, settings: FraudSettings): readonly SignalOutcome[] {
  const { name, direction, parts, isBaseline } = column
  const others = leaveOneOut(column, settings.trimmed)
  const expected = parts.map((own, index): (ExpectedPart & { base: number }) | null => {
    if (own === null || own.whole === 0) return null
    const pooled = others(index)
    if (own.expected === undefined && (pooled.sites < LEAST_SITES || pooled.whole < LEAST_WHOLE)) return null
    const share = own.expected ?? pooled.share
    return {
      part: own.part,
      whole: own.whole,
      expected: Math.min(1 - 1e-9, Math.max(1e-9, share)),
      base: pooled.whole,
    }
  })
  const honest = expected.filter(
    (own, index) => own !== null && isBaseline[index] === true && own.whole >= LEAST_WHOLE,
  )
  const known = honest.flatMap((own) => (own === null ? [] : [own]))
  const between = betweenSites(known, settings.trimmed)
  return expected.map((own, index): SignalOutcome => {
    if (own === null) {
      const isKnown = (parts[index]?.whole ?? 0) > 0
      return { name, reason: isKnown ? 'too few other sites tell it' : 'nobody tells it' }
    }
    if (known.length < LEAST_SITES) return { name, reason: 'too few other sites tell it' }
    const rho = Math.min(0.9, between * (1 + 2 / known.length) + 1 / (own.base + 1))
    return readPart(name, own, rho, direction, settings)
  })
}

function readPart(
  name: SignalName,
  { part, whole, expected }: ExpectedPart,
  rho: number,
  direction: 'high' | 'low',
  { leastShare }: FraudSettings,
): RawSignal {
  const value = part / whole
  const tail = direction === 'high' ? betaBinomialUpper : betaBinomialLower
  const difference = direction === 'high' ? value - expected : expected - value
  return {
    name,
    value,
    baseline: expected,
    pValue: tail(part, whole, expected, rho),
    size: Math.max(0, difference / leastShare),
  }
}
