import type { MergeDecision } from '../../api/merges.ts'

/** The merges that were not taken apart since, newest first. */
export function standingMerges(decisions: readonly MergeDecision[]): MergeDecision[] {
  const standing = new Map<string, MergeDecision>()
  for (const decision of decisions) {
    const [target = ''] = decision.objects.map(({ key }) => `${decision.level} ${key}`)
    if (decision.kind === 'merge') standing.set(target, decision)
    else for (const { key } of decision.objects) standing.delete(`${decision.level} ${key}`)
  }
  return [...standing.values()].toReversed()
}
