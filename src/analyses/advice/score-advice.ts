import type { DecisionRow, DecisionsAnswer } from '#schema/answer/decisions-answer.ts'
import { clopperPearsonInterval } from '#stats/index.ts'

/** How the advice as a whole did: what held, and whether what was claimed is what was seen. */
export function scoreAdvice(rows: readonly DecisionRow[]): DecisionsAnswer['score'] {
  const count = (outcome: DecisionRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const [held, failed] = [count('held'), count('failed')]
  const decided = held + failed
  const watched = rows.flatMap(({ right, evidence: { claimed } }) =>
    right === null || claimed === null ? [] : [{ right, claimed }],
  )
  const meanOf = (read: (own: (typeof watched)[number]) => number) =>
    watched.length === 0 ? null : watched.reduce((sum, own) => sum + read(own), 0) / watched.length
  const interval = decided === 0 ? null : clopperPearsonInterval(held, decided)
  const none = 'no advice was followed by enough days yet'
  return {
    advised: rows.length,
    ...{ held, failed, open: count('open'), waiting: count('waiting'), unwatched: count('unwatched') },
    share: interval === null ? null : { estimate: held / decided, low: interval.low, high: interval.high },
    claimed: meanOf(({ claimed }) => claimed),
    seen: meanOf(({ right }) => right),
    notComputed: {
      ...(interval === null ? { share: none } : {}),
      ...(watched.length === 0 ? { claimed: none, seen: none } : {}),
    },
  }
}
