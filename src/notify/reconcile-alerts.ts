import type { Alert, AlertFinding } from '#schema/answer/alerts-answer.ts'
import type { Evaluation } from './evaluate-rules.ts'

const DAY_MS = 24 * 3600 * 1000

/** Rules whose findings hover around no limit: one that comes back is news. */
const SUDDEN = new Set<Alert['rule']>(['sync', 'stale'])

/** What becomes of alerts after a check. */
export interface AlertChanges {
  /** Found for the first time, or for the first time in long. */
  readonly begun: readonly AlertFinding[]
  /** Known and found again: what is known of them is renewed. `isTold` where their snoozing has ended. */
  readonly kept: readonly { readonly id: number; readonly finding: AlertFinding; readonly isTold: boolean }[]
  /** Past, but found again so soon that nobody is told twice. */
  readonly reopened: readonly { readonly id: number; readonly finding: AlertFinding }[]
  /** Not so any more. */
  readonly cleared: readonly number[]
}

export const alertKey = ({ rule, object }: Pick<AlertFinding, 'rule' | 'object'>) =>
  JSON.stringify([rule, object])

/** Whether an open alert was judged and not found; one that was held back stays. */
function isCleared(alert: Alert, { judged, held }: Evaluation, isOn: boolean): boolean {
  if (!isOn) return true
  if (!judged.has(alert.rule)) return false
  return !held.some(({ rule, object }) => rule === alert.rule && object === alert.object)
}

/**
 * Compares what was found with what is known: one alert per rule and object until it clears. `known` holds the open
 * ones and the newest past one of each object; one that comes back within `quietDays` of clearing is no news.
 */
export function reconcileAlerts(
  known: readonly Alert[],
  evaluation: Evaluation,
  {
    now,
    quietDays,
    isOn,
  }: { readonly now: Date; readonly quietDays: number; isOn(rule: Alert['rule']): boolean },
): AlertChanges {
  const byKey = new Map(known.map((alert) => [alertKey(alert), alert]))
  const foundKeys = new Set(evaluation.findings.map(alertKey))
  const begun: AlertFinding[] = []
  const kept: AlertChanges['kept'][number][] = []
  const reopened: AlertChanges['reopened'][number][] = []
  for (const finding of evaluation.findings) {
    const alert = byKey.get(alertKey(finding))
    if (alert === undefined) begun.push(finding)
    else if (alert.clearedAt === null) {
      const isTold = alert.snoozedUntil !== null && Date.parse(alert.snoozedUntil) <= now.getTime()
      kept.push({ id: alert.id, finding, isTold })
    } else if (!SUDDEN.has(alert.rule) && now.getTime() - Date.parse(alert.clearedAt) < quietDays * DAY_MS)
      reopened.push({ id: alert.id, finding })
    else begun.push(finding)
  }
  const cleared = known
    .filter((alert) => alert.clearedAt === null && !foundKeys.has(alertKey(alert)))
    .filter((alert) => isCleared(alert, evaluation, isOn(alert.rule)))
    .map(({ id }) => id)
  return { begun, kept, reopened, cleared }
}
