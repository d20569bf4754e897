import { type MatchRule, matchKey } from '#models/match-rules.ts'
import type { MatchLevel, MatchRow } from '#schema/answer/matches-answer.ts'
import { nearest } from '#schema/nearest.ts'
import type { AnsweredRow } from './gather-rows.ts'

/** Conversions one network has under one name, in one app. */
export interface NamedConversions {
  readonly app: string | null
  readonly network: string
  readonly key: string | null
  readonly name: string | null
  readonly conversions: number
}

/** What was delivered at a level: keys and names per network. */
export type Delivered = ReadonlyMap<string, ReadonlyMap<string, string>>

export interface LevelInput {
  readonly level: MatchLevel
  readonly basis: string
  readonly labelOf: (network: string) => string
  readonly delivered: Delivered
  readonly rules: ReadonlyMap<string, readonly MatchRule[]>
}

const SHOWN = 5
/** Names above which nobody is looked for that is spelt alike. */
const MOST_COMPARED = 2000

const words = (level: MatchLevel) => level.replace('_', ' ')

/** Keys and names with impressions per network, of answered rows grouped by network and, below it, a level. */
export function deliveredOf(rows: readonly AnsweredRow[]): Delivered {
  const delivered = new Map<string, Map<string, string>>()
  for (const { keys, names, parts } of rows) {
    const [network = null] = keys
    const key = keys.length === 1 ? network : (keys[1] ?? null)
    if (parts.every(({ components }) => (components.impressions ?? null) === null)) continue
    const known = delivered.get(network ?? '') ?? new Map<string, string>()
    if (key !== null) known.set(key, names[keys.length - 1] ?? key)
    delivered.set(network ?? '', known)
  }
  return delivered
}

function ruleName(...[one, other, further]: [MatchRule, ...(MatchRule | undefined)[]]) {
  if (other === undefined) return one
  return one === 'id' && other === 'name' && further === undefined ? 'id and name' : 'several'
}

function rulesOf(matched: readonly NamedConversions[], { level, rules }: LevelInput): MatchRow['rules'] {
  if (level === 'network' || level === 'app') return []
  const counts = new Map<MatchRow['rules'][number]['rule'], number>()
  for (const { network, key, conversions } of matched) {
    const [one, other, further] = rules.get(matchKey(network, key)) ?? []
    if (one === undefined) continue
    const rule = ruleName(one, other, further)
    counts.set(rule, (counts.get(rule) ?? 0) + conversions)
  }
  return [...counts]
    .map(([rule, conversions]) => ({ rule, conversions }))
    .sort((a, b) => b.conversions - a.conversions)
}

function appAdvice(name: string | null, similar: string | null, label: string): string {
  if (name === null) return 'have the MMP report name the app of every conversion'
  const meant = similar === null ? `which app of ${label} “${name}” is` : `that “${name}” is “${similar}”`
  return `say under apps in permille.yaml ${meant}`
}

function adviceOf(
  { level }: LevelInput,
  label: string,
  unmatched: MatchRow['largestUnmatched'],
  total: number,
): string | null {
  const [largest] = unmatched
  if (total === 0 || largest === undefined) return null
  const similar = unmatched.find((one) => one.similar !== null)
  if (level === 'app') return appAdvice(largest.name, similar?.similar ?? null, label)
  if (similar !== undefined)
    return `give “${similar.name}” the name ${label} uses, “${similar.similar}”, or pass its id to the MMP`
  if (largest.name === null) return `have the MMP report name the ${words(level)} of every conversion`
  return `import ${label}’s report with “${largest.name}”, or pass ids of ${words(level)}s to the MMP`
}

/** How many conversions of one network and app fall on something delivered at a level. */
export function matchLevel(named: readonly NamedConversions[], input: LevelInput): MatchRow {
  const { level, basis, labelOf, delivered } = input
  const { network = '', app = null } = named[0] ?? {}
  const label = labelOf(network)
  const conversions = named.reduce((sum, one) => sum + one.conversions, 0)
  const known = delivered.get(network)
  const base = { network, networkLabel: label, app, level, basis, conversions }
  if (known === undefined || known.size === 0) {
    if (known === undefined) {
      const advice = `import an export of ${label}, or say under networks in permille.yaml which network it is`
      return unmatchable(base, `no impressions of ${label} are known`, advice)
    }
    const reason = `the impressions of ${label} are not told apart by ${words(level)}`
    return unmatchable(base, reason, `import an export of ${label} by ${words(level)}`)
  }
  const isMatched = ({ key }: NamedConversions) => key !== null && known.has(key)
  const matched = named.filter(isMatched)
  const amount = matched.reduce((sum, one) => sum + one.conversions, 0)
  const names = known.size > MOST_COMPARED ? [] : [...known.values()]
  const largestUnmatched = named
    .filter((one) => !isMatched(one) && one.conversions > 0)
    .toSorted((a, b) => b.conversions - a.conversions || String(a.name).localeCompare(String(b.name)))
    .slice(0, SHOWN)
    .map(({ name, key, conversions: count }) => ({
      name: name ?? key,
      conversions: count,
      similar: name === null ? null : nearest(name, names),
    }))
  return {
    ...base,
    matched: amount,
    unmatched: conversions - amount,
    share: conversions === 0 ? null : amount / conversions,
    rules: rulesOf(matched, input),
    largestUnmatched,
    advice: adviceOf(input, label, largestUnmatched, conversions - amount),
    notComputed: conversions === 0 ? { share: 'there are no conversions' } : {},
  }
}

/** A row about conversions that nothing can be said of at a level, with the reason. */
export function unmatchable(
  base: Pick<MatchRow, 'network' | 'networkLabel' | 'app' | 'level' | 'basis' | 'conversions'>,
  reason: string,
  advice: string,
): MatchRow {
  return {
    ...base,
    matched: null,
    unmatched: null,
    share: null,
    rules: [],
    largestUnmatched: [],
    advice,
    notComputed: { share: reason },
  }
}
