import { z } from 'zod'
import { ALERT_RULE_LIST } from '#notify/rules/index.ts'
import { AlertRuleName, type AlertState, AlertsAnswer } from '#schema/answer/alerts-answer.ts'
import { ruleSettings } from '../alerts/alert-settings.ts'
import { channelsOf } from '../outbox/notify-settings.ts'
import type { ProjectConfig } from '../project-file.ts'
import { defineOperation } from './operation.ts'
import { presentAlerts } from './present-alerts.ts'

const DELIVERIES = 10

const Settings = z.record(z.string(), z.unknown()).nullable()

function stateOf(stated: unknown) {
  const settings = Settings.parse(stated)
  return { isOn: settings !== null, settings }
}

function dailyOf({ alerts: { daily }, timezone }: ProjectConfig) {
  return daily === 'off' ? null : { at: daily.at, zone: daily.zone ?? timezone }
}

export const alerts = defineOperation({
  name: 'alerts',
  summary: 'What is worth looking at today, with its evidence',
  description:
    'Lists alerts: a sync that fails, data that is stale, fraud, fatigue, a target missed, a new winner, days that were rewritten. Each says what was found, the figures it rests on and the question that shows it. There is one alert per rule and object until it clears; nothing is concluded from stale or immature days, and what was not judged is listed with the reason.',
  examples: ['alerts', 'alerts --state all', 'alerts --rule fatigue --rule fraud --json'],
  kind: 'question',
  isMomentary: true,
  input: z.object({
    state: z
      .enum(['open', 'snoozed', 'past', 'all'])
      .default('open')
      .meta({ description: 'which alerts: open (default), snoozed, past or all' }),
    rule: z
      .union([AlertRuleName, AlertRuleName.array()])
      .optional()
      .transform((given) => (given === undefined ? [] : [given].flat()))
      .meta({
        description: 'alerts of this rule only: sync, stale, fraud, fatigue, target, winner or drift',
      }),
    limit: z.coerce
      .number()
      .int()
      .positive()
      .max(1000)
      .default(20)
      .meta({ description: 'most alerts to list' }),
  }),
  output: AlertsAnswer,
  async run({ alertLog, outbox, now, config }, { state, rule, limit }) {
    const standing = alertLog.standing(now)
    const count = (wanted: AlertState) => standing.filter((alert) => alert.state === wanted).length
    const past = state === 'past' || state === 'all' ? alertLog.past(limit, now) : []
    const asked = [...standing.filter((alert) => state === 'all' || alert.state === state), ...past].filter(
      (alert) => rule.length === 0 || rule.includes(alert.rule),
    )
    const order = (name: string) => ALERT_RULE_LIST.findIndex((one) => one.name === name)
    const listed = asked.toSorted(
      (a, b) =>
        Number(a.clearedAt !== null) - Number(b.clearedAt !== null) ||
        order(a.rule) - order(b.rule) ||
        a.id - b.id,
    )
    const check = alertLog.lastCheck()
    return {
      alerts: listed.slice(0, limit),
      more: Math.max(0, listed.length - limit),
      counts: { open: count('open'), snoozed: count('snoozed'), past: alertLog.countPast() },
      rules: ALERT_RULE_LIST.map(({ name, label, summary }) => ({
        rule: name,
        label,
        summary,
        ...stateOf(ruleSettings(config.alerts, name)),
      })),
      schedule: { daily: dailyOf(config), quietDays: config.alerts.quietDays, most: config.alerts.most },
      channels: [...channelsOf(config.notify)],
      deliveries: [...outbox.list(DELIVERIES)],
      lastCheck: check === null ? null : { at: check.at, newestCompleteDay: check.newestCompleteDay },
      heldBack: check === null ? [] : [...check.held],
      notes: [],
    }
  },
  present: presentAlerts,
})
