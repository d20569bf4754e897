import type { z } from 'zod'
import type { AlertFigure, AlertRuleName, HeldBack } from '#schema/answer/alerts-answer.ts'
import type { Freshness } from '#schema/answer/freshness.ts'
import type { Day } from '#schema/day.ts'

/** A question of an operation, and what its answer looks like. */
export interface Question<Answer extends z.ZodType = z.ZodType> {
  readonly operation: string
  readonly input: Readonly<Record<string, unknown>>
  readonly answer: Answer
}

/** Answers a question; equal ones are answered once. */
export type Ask = <Answer extends z.ZodType>(question: Question<Answer>) => Promise<z.output<Answer>>

/** A network or source that fell silent: the last day it reported, and how many days ago that is. */
export interface Silent {
  readonly key: string
  readonly label: string
  readonly last: Day
  readonly days: number
}

/** What is known of the data as a whole when rules are judged. */
export interface Moment {
  /** Today in the project's zone. */
  readonly today: Day
  /** Whether there are rows to judge: never those of a sample in the place of a project's own. */
  readonly hasRows: boolean
  readonly freshness: Freshness
  readonly matureAfter: number
  readonly silentNetworks: readonly Silent[]
  /** Networks so new that installs are still expected on each of their days. */
  readonly immatureNetworks: readonly { readonly key: string; readonly label: string }[]
  readonly silentSources: readonly Silent[]
  /** Why all data is stale, or has no days; `null` where neither is so. */
  readonly whyStale: string | null
  /** Why no day may be judged, for that or another reason. */
  readonly whyHeld: string | null
}

/** What a rule found of an object; the machinery adds the rule and writes the command. */
export interface Found {
  readonly object: string
  readonly name: string
  readonly message: string
  readonly figures: readonly AlertFigure[]
  /** Networks the finding rests on; it is held back where none of them reports any more. */
  readonly networks: readonly string[]
  readonly shows: {
    readonly operation: string
    readonly input: Readonly<Record<string, unknown>>
    readonly page: string
  }
}

export type NotJudged = Pick<HeldBack, 'object' | 'name' | 'reason'>

/** The most telling first. */
export interface Judged {
  readonly found: readonly Found[]
  readonly held: readonly NotJudged[]
}

interface RuleSpec<Settings extends z.ZodType> {
  readonly name: AlertRuleName
  readonly label: string
  /** When it fires, in a sentence. */
  readonly summary: string
  readonly settings: Settings
  /** Whether it judges rows of days, and says nothing while those are stale. */
  readonly judgesDays: boolean
  judge(ask: Ask, settings: z.output<Settings>, moment: Moment): Promise<Judged>
}

/** An alert rule as shared machinery runs it. */
export interface AlertRule {
  readonly name: AlertRuleName
  readonly label: string
  readonly summary: string
  readonly judgesDays: boolean
  judge(ask: Ask, settings: unknown, moment: Moment): Promise<Judged>
}

/** Hides the type of a rule's settings, checking what it is given instead. */
export function defineRule<Settings extends z.ZodType>(
  rule: RuleSpec<Settings>,
): AlertRule & { readonly settings: Settings } {
  return { ...rule, judge: (ask, settings, moment) => rule.judge(ask, rule.settings.parse(settings), moment) }
}
