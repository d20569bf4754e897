import type { MetricContext } from '#metrics/index.ts'
import { addDays, type Day, earlierDay } from '#schema/day.ts'
import { type ExperimentArm, type ExperimentCell, measureTestNoise } from '#stats/index.ts'
import { type EvidenceQuestion, gatherEvidence, type ObjectEvidence } from '../evidence/gather-evidence.ts'
import { newestCountedDay } from '../evidence/newest-counted-day.ts'
import { gatherCells } from './gather-cells.ts'

/** What the account did in the days before a test. */
export interface AccountHistory {
  readonly from: Day
  readonly to: Day
  readonly objects: readonly ObjectEvidence[]
  /** Its largest objects by day and network. */
  readonly largest: readonly ExperimentArm[]
}

type HistoryQuestion = Pick<EvidenceQuestion, 'by' | 'event' | 'where' | 'basis' | 'maturity'>

const DAYS = 28
const MOST_OBJECTS = 60

/** The 28 complete days before a day, or `null` where there are none. */
export async function gatherHistory(
  question: HistoryQuestion,
  before: Day,
  context: MetricContext,
): Promise<AccountHistory | null> {
  const { oldestDay } = context.catalogue
  const newest = newestCountedDay(question, context)
  if (oldestDay === null || newest === null || oldestDay >= before) return null
  const to = earlierDay(addDays(before, -1), newest)
  const from = addDays(to, 1 - DAYS)
  if (to < oldestDay) return null
  const { objects } = await gatherEvidence({ ...question, from, to }, context)
  const keys = objects
    .filter(({ impressions, conversions }) => impressions !== null && (conversions ?? 0) > 0)
    .toSorted((a, b) => (b.conversions ?? 0) - (a.conversions ?? 0) || a.key.localeCompare(b.key))
    .slice(0, MOST_OBJECTS)
    .map(({ key }) => key)
  if (keys.length === 0) return { from, to, objects, largest: [] }
  const { byKey } = await gatherCells({ ...question, from, to, keys, strata: [] }, context)
  return { from, to, objects, largest: keys.map((id) => ({ id, cells: byKey.get(id) ?? [] })) }
}

/** Conversions a place typically has on a day, weighed by conversions. */
function volumeOf(cells: readonly ExperimentCell[]): number {
  const sum = cells.reduce((total, { conversions }) => total + conversions, 0)
  const pairs = cells.reduce((total, { conversions }) => total + conversions * (conversions - 1), 0)
  return sum > 0 ? Math.max(0, pairs / sum) : 0
}

/**
 * Over-dispersion of comparisons that the account's history makes one expect of these objects: at the volume they had, or
 * at everybody's where they had none. `null` without a history.
 */
export function historyDispersion(history: AccountHistory | null, keys: readonly string[]): number | null {
  if (history === null || history.largest.length === 0) return null
  const { largest } = history
  const days = new Set(largest.flatMap(({ cells }) => cells.map(({ day }) => day)))
  if (days.size < 2) return null
  const volume = volumeOf(largest.filter(({ id }) => keys.includes(id)).flatMap(({ cells }) => cells))
  // A series of one day tells nothing of itself: it gets the account's noise at its volume.
  const expected: ExperimentArm = {
    id: 'expected',
    cells: [{ day: 0, exposure: 1, conversions: volume * DAYS }],
  }
  const [all, own] = measureTestNoise([largest, [expected]], { hasDays: true })
  return (volume > 0 ? own?.phi : all?.phi) ?? null
}
