import { z } from 'zod'
import { RULES } from '#notify/rules/index.ts'
import type { AlertRuleName } from '#schema/answer/alerts-answer.ts'
import { DailySchedule } from '../connections/daily-schedule.ts'

const off = z.literal('off')

/** What is watched, as `permille.yaml` says it; a rule is on unless it is `off`. */
export const AlertSettings = z
  .strictObject({
    sync: z.union([off, RULES.sync.settings]),
    stale: z.union([off, RULES.stale.settings]),
    fraud: z.union([off, RULES.fraud.settings]),
    fatigue: z.union([off, RULES.fatigue.settings]),
    target: z.union([off, RULES.target.settings]),
    winner: z.union([off, RULES.winner.settings]),
    drift: z.union([off, RULES.drift.settings]),
    /** Most alerts one check tells of in a message. */
    most: z.number().int().min(1).max(100).default(10),
    /** Days within which an alert that comes back is no news. */
    quietDays: z.number().int().min(0).max(90).default(7),
    /** When the server checks each day, beside after every load. */
    daily: DailySchedule.default({ at: '09:00' }),
  })
  .partial({ sync: true, stale: true, fraud: true, fatigue: true, target: true, winner: true, drift: true })
  .prefault({})
export type AlertSettings = z.infer<typeof AlertSettings>

/** Settings of a rule, `null` where it is off. */
export function ruleSettings(settings: AlertSettings, rule: AlertRuleName): unknown {
  const stated = settings[rule]
  if (stated === 'off') return null
  return stated ?? RULES[rule].settings.parse(undefined)
}

/** Days without a new complete day after which data is stale. */
export function staleAfter(settings: AlertSettings): number {
  const { stale } = settings
  return stale === 'off' || stale === undefined ? RULES.stale.settings.parse(undefined).days : stale.days
}
