import { z } from 'zod'
import { Day } from '../day.ts'
import { Note } from '../note.ts'

export const ALERT_RULES = ['sync', 'stale', 'fraud', 'fatigue', 'target', 'winner', 'drift'] as const
export const AlertRuleName = z.enum(ALERT_RULES)
export type AlertRuleName = z.infer<typeof AlertRuleName>

/** The question whose answer shows what an alert says. */
export const AlertQuestion = z.object({
  operation: z.string(),
  input: z.record(z.string(), z.unknown()),
  /** The same as a person types it. */
  command: z.string(),
  /** Path of the page that shows it. */
  page: z.string(),
})
export type AlertQuestion = z.infer<typeof AlertQuestion>

/** One figure an alert rests on, as people write it. */
export const AlertFigure = z.object({ label: z.string(), value: z.string() })
export type AlertFigure = z.infer<typeof AlertFigure>

/** What a rule found of one object. */
export const AlertFinding = z.object({
  rule: AlertRuleName,
  /** Key of what it is about, told apart inside its rule; with its name. */
  object: z.string(),
  name: z.string(),
  message: z.string(),
  figures: z.array(AlertFigure),
  question: AlertQuestion,
})
export type AlertFinding = z.infer<typeof AlertFinding>

/** What a rule does not judge now, and why; `null` where that is the whole rule. */
export const HeldBack = z.object({
  rule: AlertRuleName,
  object: z.string().nullable(),
  name: z.string().nullable(),
  reason: z.string(),
})
export type HeldBack = z.infer<typeof HeldBack>

export const AlertState = z.enum(['open', 'snoozed', 'past'])
export type AlertState = z.infer<typeof AlertState>

export const Alert = AlertFinding.extend({
  id: z.number().int(),
  label: z.string(),
  state: AlertState,
  openedAt: z.iso.datetime(),
  /** When it was found last. */
  seenAt: z.iso.datetime(),
  clearedAt: z.iso.datetime().nullable(),
  snoozedUntil: z.iso.datetime().nullable(),
  snoozedBy: z.string().nullable(),
})
export type Alert = z.infer<typeof Alert>

/** A message on its way: it is tried again until it arrives or is given up. */
export const Delivery = z.object({
  id: z.number().int(),
  channel: z.enum(['webhook', 'mail']),
  about: z.string(),
  state: z.enum(['waiting', 'sent', 'given_up']),
  createdAt: z.iso.datetime(),
  tries: z.number().int(),
  nextTryAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
})
export type Delivery = z.infer<typeof Delivery>

const RuleState = z.object({
  rule: AlertRuleName,
  label: z.string(),
  summary: z.string(),
  isOn: z.boolean(),
  /** What it is set to, defaults included; `null` where it is off. */
  settings: z.record(z.string(), z.unknown()).nullable(),
})
export type RuleState = z.infer<typeof RuleState>

export const AlertsAnswer = z.object({
  alerts: z.array(Alert),
  /** Alerts of the states asked that are not listed. */
  more: z.number().int(),
  counts: z.record(AlertState, z.number().int()),
  rules: z.array(RuleState),
  /** When everything is checked beside after every load and sync, and how much is told. */
  schedule: z.object({
    daily: z.object({ at: z.string(), zone: z.string() }).nullable(),
    quietDays: z.number().int(),
    most: z.number().int(),
  }),
  /** Channels alerts are sent to beside the page. */
  channels: z.array(z.enum(['webhook', 'mail'])),
  /** The newest messages, newest first. */
  deliveries: z.array(Delivery),
  lastCheck: z.object({ at: z.iso.datetime(), newestCompleteDay: Day.nullable() }).nullable(),
  /** What was not judged at the last check. */
  heldBack: z.array(HeldBack),
  notes: z.array(Note),
})
export type AlertsAnswer = z.infer<typeof AlertsAnswer>

export const AlertsCheckAnswer = z.object({
  /** Alerts that began, or came back from being snoozed, with this check. */
  fired: z.array(Alert),
  /** How many more began, and are left out so that nobody is flooded; `permille alerts` lists them. */
  more: z.number().int(),
  /** Alerts that were open before and still are. */
  open: z.number().int(),
  cleared: z.array(Alert),
  heldBack: z.array(HeldBack),
  /** The messages of this check, as they stand. */
  deliveries: z.array(Delivery),
  newestCompleteDay: Day.nullable(),
  notes: z.array(Note),
})
export type AlertsCheckAnswer = z.infer<typeof AlertsCheckAnswer>
