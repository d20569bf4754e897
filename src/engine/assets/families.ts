import type { CreativeDecision } from '#models/creative-decision.ts'
import type { AssetLink } from './asset-links.ts'
import type { AssetRelation } from './asset-records.ts'

/** Puts what is tied together into groups, each in order. */
export function groupsOf(ties: readonly (readonly [string, string])[]): readonly (readonly string[])[] {
  const parents = new Map<string, string>()
  const root = (key: string): string => {
    const parent = parents.get(key) ?? key
    if (parent === key) return key
    const found = root(parent)
    parents.set(key, found)
    return found
  }
  for (const [one, other] of ties) {
    const [mine, its] = [root(one), root(other)].toSorted()
    if (mine !== undefined && its !== undefined) parents.set(its, mine).set(mine, mine)
  }
  return [...Map.groupBy([...parents.keys()].toSorted(), root).values()]
}

/** Groups of files by number, in the order of their first files. */
function numbered(relations: readonly AssetRelation[]): ReadonlyMap<string, number> {
  const ties = relations
    .filter(({ one, other }) => one !== other)
    .map(({ one, other }) => [one, other] as const)
  return new Map(
    groupsOf(ties).flatMap((files, index) => files.map((sha256) => [sha256, index + 1] as const)),
  )
}

/** How files belong together: families, and inside of them files that are one picture in other sizes or encodings. */
export interface Families {
  /** Number of the family of each file that has one. */
  readonly family: ReadonlyMap<string, number>
  /** Number of its master: all files that show the same have one. */
  readonly master: ReadonlyMap<string, number>
}

/** The families these relations make. */
export function familiesOf(relations: readonly AssetRelation[]): Families {
  return { family: numbered(relations), master: numbered(relations.filter(({ kind }) => kind === 'same')) }
}

/** More creatives than this share a picture that is no creative of its own: an icon, a card. */
const MOST_CREATIVES = 12

/**
 * Which creatives are one because their files show the same, as decisions that every one of a person comes after: a split
 * keeps them apart.
 */
export function decisionsByFiles(
  relations: readonly AssetRelation[],
  links: readonly Pick<AssetLink, 'sha256' | 'creative'>[],
): readonly CreativeDecision[] {
  const same = relations.filter(({ kind, tells }) => kind === 'same' && tells)
  const creativesOf = Map.groupBy(links, ({ sha256 }) => sha256)
  const decisions = groupsOf(same.map(({ one, other }) => [one, other])).flatMap((files) => {
    const inside = new Set(files)
    const creatives = [
      ...new Set(files.flatMap((sha256) => (creativesOf.get(sha256) ?? []).map(({ creative }) => creative))),
    ].toSorted()
    if (creatives.length < 2) return []
    const [because] = same
      .filter(({ one, other }) => one !== other && inside.has(one))
      .toSorted((one, other) => other.bits - one.bits)
    const why = because?.why ?? 'they have the same file'
    const decision = { number: 0, at: because?.at ?? '', kind: 'merge' as const, creatives, name: null }
    return [{ ...decision, by: 'files' as const, why }]
  })
  // A creative with several files ties their groups together.
  const crowds = groupsOf(
    decisions.flatMap(({ creatives: [first = '', ...others] }) => others.map((one) => [first, one] as const)),
  ).filter(({ length }) => length > MOST_CREATIVES)
  const crowded = new Set(crowds.flat())
  return decisions.filter(({ creatives }) => !creatives.some((one) => crowded.has(one)))
}
