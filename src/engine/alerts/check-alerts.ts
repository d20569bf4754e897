import { evaluateRules } from '#notify/evaluate-rules.ts'
import { reconcileAlerts } from '#notify/reconcile-alerts.ts'
import { ALERT_RULE_LIST } from '#notify/rules/index.ts'
import { alertMessage } from '#notify/send/alert-message.ts'
import type { Alert, HeldBack } from '#schema/answer/alerts-answer.ts'
import type { Note } from '#schema/note.ts'
import { channelsOf } from '../outbox/notify-settings.ts'
import type { Project } from '../project.ts'
import { ruleSettings, staleAfter } from './alert-settings.ts'
import { askOperations } from './ask-operations.ts'
import { checkMark } from './check-mark.ts'
import { readMoment } from './read-moment.ts'

/** What a check found and changed. */
export interface AlertCheck {
  readonly fired: readonly Alert[]
  readonly open: number
  readonly cleared: readonly Alert[]
  readonly held: readonly HeldBack[]
  readonly newestCompleteDay: string | null
  readonly notes: readonly Note[]
  /** Ids of the messages that tell of it. */
  readonly messages: readonly number[]
}

/** Judges every rule that is on against what is stored now, and writes down what began and what cleared. */
export async function checkAlerts(project: Project, signal?: AbortSignal): Promise<AlertCheck> {
  const { alertLog, config } = project
  const { alerts: settings, timezone, matureAfter } = config
  const mark = await checkMark(project)
  const ask = askOperations(project, signal)
  // A sample would stand in for a project without rows; nobody is to be told of that.
  const hasRows = !(await project.own.isEmpty())
  const freshness = await project.own.freshness()
  const { moment, notes } = await readMoment({
    ask,
    now: project.now,
    timezone,
    matureAfter,
    staleAfter: staleAfter(settings),
    freshness,
    hasRows,
  })
  const evaluation = await evaluateRules(ALERT_RULE_LIST, (rule) => ruleSettings(settings, rule), ask, moment)
  signal?.throwIfAborted()
  // From here on nothing is waited for, so that two checks at once cannot begin the same alert twice.
  const { now } = project
  const known = alertLog.newest(now)
  const changes = reconcileAlerts(known, evaluation, {
    now,
    quietDays: settings.quietDays,
    isOn: (rule) => ruleSettings(settings, rule) !== null,
  })
  const { newestCompleteDay } = freshness
  const applied = alertLog.apply(changes, {
    at: now.toISOString(),
    newestCompleteDay,
    mark,
    held: evaluation.held,
  })
  const named = (ids: readonly number[]) => ids.flatMap((id) => alertLog.find(id, now) ?? [])
  const fired = named([...applied.begun, ...applied.told])
  const channels = fired.length === 0 ? [] : channelsOf(config.notify)
  const { name } = config
  const told = { project: name, most: settings.most, address: config.notify.address ?? null }
  const messages = project.outbox.add(alertMessage(fired, told), channels, now)
  return {
    fired,
    messages,
    open: alertLog.standing(now).length - fired.length,
    cleared: named(changes.cleared),
    held: evaluation.held,
    newestCompleteDay,
    notes,
  }
}
