import type { HeldBack } from '#schema/answer/alerts-answer.ts'

const NAMES: Readonly<Record<HeldBack['rule'], string>> = {
  sync: 'Syncs',
  stale: 'Freshness',
  fraud: 'Fraud',
  fatigue: 'Fatigue',
  target: 'Targets',
  winner: 'Winners',
  drift: 'Rewritten days',
}

/** What has the same reason, said once. */
export function groupHeld(held: readonly HeldBack[]): { reason: string; of: string }[] {
  const byReason = new Map<string, string[]>()
  for (const { reason, rule, name } of held) {
    const what = name === null ? NAMES[rule] : `${NAMES[rule]}, ${name}`
    byReason.set(reason, [...(byReason.get(reason) ?? []), what])
  }
  return [...byReason].map(([reason, of]) => ({ reason, of: of.join('; ') }))
}
