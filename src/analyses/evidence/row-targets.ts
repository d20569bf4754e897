import type { RankTarget, RowTarget } from '#schema/answer/rank-answer.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { ObjectEvidence } from './gather-evidence.ts'

/** What is known of every row of a ranking, because of what is ranked or asked for. */
export interface RankedPlace {
  readonly by: string
  readonly app: string | null
  readonly country: string | null
  readonly os: string | null
}

export interface RowTargets {
  /** Target of each row that has one, by its key. */
  readonly of: ReadonlyMap<string, RowTarget>
  readonly notes: readonly Note[]
}

const SCOPE = ['app', 'os', 'country', 'network'] as const

function same(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toLowerCase() === other.toLowerCase()
}

/** Targets that hold for a row, the most specific first; of equally specific ones the first listed. */
function targetsFor(
  { key, networks }: ObjectEvidence,
  targets: readonly RankTarget[],
  { by, app, os, country }: RankedPlace,
): readonly RankTarget[] {
  const own = {
    app: by === 'app' ? key : app,
    os: by === 'os' ? key : os,
    country: by === 'country' ? key : country,
    network: networks.length === 1 ? (networks[0] ?? null) : null,
  }
  const named = (target: RankTarget) => SCOPE.filter((name) => target[name] !== null)
  return targets
    .filter((target) => named(target).every((name) => same(target[name], own[name])))
    .toSorted((a, b) => named(b).length - named(a).length)
}

function neededRate({ metric, value }: RankTarget, { spend, impressions }: ObjectEvidence): number | null {
  if (metric === 'rate') return value / 1000
  if (spend === null || impressions === null || !(spend > 0 && impressions > 0)) return null
  return spend / impressions / value
}

/** A target with where it holds: `CPI 2.5 (country = US)`. */
function describeTarget(target: RankTarget): string {
  const scope = SCOPE.flatMap((name) => (target[name] === null ? [] : [`${name} = ${target[name]}`]))
  return `${target.label} ${target.value}${scope.length === 0 ? '' : ` (${scope.join(', ')})`}`
}

function notesOf(of: ReadonlyMap<string, RowTarget>, unusable: number, rows: number): readonly Note[] {
  const notes: Note[] = []
  const used = Map.groupBy(of.values(), ({ description }) => description)
  if (used.size > 0) {
    const list = [...used].map(([description, own]) =>
      rows === own.length ? description : `${description} for ${writeCount(own.length)}`,
    )
    const cost = [...of.values()].some(({ metric }) => metric === 'cost')
    notes.push({
      code: 'target',
      severity: 'info',
      message: `Decided against the target ${list.join(', ')} of permille.yaml${cost ? '; a cost target needs the rate that reaches it at each row’s own CPM' : ''}.`,
    })
  }
  if (unusable > 0) {
    notes.push({
      code: 'target_without_spend',
      severity: 'warning',
      message: `${writeCount(unusable)} without known spend cannot be held against a cost target, and are decided against the others.`,
    })
  }
  return notes
}

/** The target each row is decided against, as the rate it needs. */
export function rowTargets(
  objects: readonly ObjectEvidence[],
  targets: readonly RankTarget[],
  place: RankedPlace,
): RowTargets {
  const of = new Map<string, RowTarget>()
  let unusable = 0
  for (const object of objects) {
    const [target] = targetsFor(object, targets, place)
    if (target === undefined) continue
    const rate = neededRate(target, object)
    if (rate === null) {
      unusable += 1
      continue
    }
    const cpm =
      target.metric === 'cost' && object.spend !== null && object.impressions !== null
        ? (1000 * object.spend) / object.impressions
        : null
    of.set(object.key, { ...target, description: describeTarget(target), perMille: rate * 1000, cpm })
  }
  return { of, notes: notesOf(of, unusable, objects.length) }
}
