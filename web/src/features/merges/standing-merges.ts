import type { CreativeDecision } from '../../api/creatives.ts'

/** The merges that were not taken apart since, newest first. */
export function standingMerges(decisions: readonly CreativeDecision[]): CreativeDecision[] {
  const standing = new Map<string, CreativeDecision>()
  for (const decision of decisions) {
    const [target = ''] = decision.creatives
    if (decision.kind === 'merge') standing.set(target, decision)
    else for (const key of decision.creatives) standing.delete(key)
  }
  return [...standing.values()].toReversed()
}
