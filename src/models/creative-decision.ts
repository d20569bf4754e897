/** What somebody decided about which creatives are one. */
export interface CreativeDecision {
  readonly number: number
  readonly at: string
  readonly kind: 'merge' | 'split'
  /** Keys as they were shown when it was decided. */
  readonly creatives: readonly string[]
  readonly name: string | null
  /** Who says so: people, or files that show the same; the former come after the latter. */
  readonly by: 'person' | 'files'
  /** What files say so by; `null` where people do. */
  readonly why: string | null
}

/** A creative that counts as another one. */
export interface CreativeMerge {
  readonly key: string
  readonly merged: string
  readonly name: string | null
}

/** What all decisions together say about creatives. */
export interface DecidedCreatives {
  readonly merges: readonly CreativeMerge[]
  /** Keys that the naming convention does not put together with others. */
  readonly apart: readonly string[]
}

/** Which creatives are one after all decisions, in their order; a split frees a whole group, or one of its creatives. */
export function decidedCreatives(
  decisions: readonly Pick<CreativeDecision, 'kind' | 'creatives' | 'name'>[],
): DecidedCreatives {
  const merges = new Map<string, CreativeMerge>()
  const apart = new Set<string>()
  const membersOf = (key: string) => [...merges.values()].filter(({ merged }) => merged === key)
  for (const { kind, creatives, name } of decisions) {
    if (kind === 'split') {
      for (const key of creatives) {
        const members = membersOf(key)
        if (members.length === 0 && !merges.delete(key)) apart.add(key)
        for (const member of members) merges.delete(member.key)
      }
      continue
    }
    const [target = ''] = creatives.map((key) => merges.get(key)?.merged ?? key)
    const known = membersOf(target).find((member) => member.name !== null)?.name ?? null
    const keys = creatives.flatMap((key) => [merges.get(key)?.merged ?? key, key])
    const all = new Set([
      target,
      ...keys.flatMap((key) => [key, ...membersOf(key).map((member) => member.key)]),
    ])
    for (const key of all) apart.delete(key)
    for (const key of all) merges.set(key, { key, merged: target, name: name ?? known })
    for (const member of membersOf(target)) merges.set(member.key, { ...member, name: name ?? known })
  }
  return { merges: [...merges.values()], apart: [...apart] }
}
