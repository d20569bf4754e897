import { type GroupLevels, type Judged, type Judging, sumOf } from './judged.ts'

export interface LostSince {
  readonly conversions: number
  readonly against: string
  /** Level it was held against, in conversions per expected one. */
  readonly level: number
}

/**
 * Conversions the impressions since a change would have brought at the best comparable level, beyond what they did: that of the
 * creative itself before, or of another one in its strata that has not worn out.
 */
export function lostSince(
  creative: number,
  { baseline, days }: Judged,
  since: number,
  { group, strataOf }: Judging,
): LostSince {
  const before = sumOf(days.conversions, 0, since) / sumOf(days.expected, 0, since)
  const best = baseline === 'own' ? null : bestPeer(creative, group, strataOf)
  const level = Math.max(before, best ?? 0)
  const end = days.day.length
  return {
    conversions: Math.max(0, level * sumOf(days.expected, since, end) - sumOf(days.conversions, since, end)),
    level,
    against: best !== null && best > before ? 'the best comparable creative' : 'its own rate before',
  }
}

function bestPeer(creative: number, { best }: GroupLevels, strataOf: Judging['strataOf']): number | null {
  const own = strataOf(creative)
  const found = best.find(
    (peer) => peer.creative !== creative && !strataOf(peer.creative).isDisjointFrom(own),
  )
  return found?.level ?? null
}
