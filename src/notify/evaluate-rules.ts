import type { AlertFinding, AlertRuleName, HeldBack } from '#schema/answer/alerts-answer.ts'
import { PermilleError } from '#schema/error.ts'
import type { AlertRule, Ask, Found, Moment } from './rules/rule.ts'
import { writeCommand } from './write-command.ts'

/** What every rule that is on found, and what was held back. */
export interface Evaluation {
  readonly findings: readonly AlertFinding[]
  readonly held: readonly HeldBack[]
  /** Rules that were judged as a whole: what they did not find, is not so any more. */
  readonly judged: ReadonlySet<AlertRuleName>
}

function findingOf(rule: AlertRuleName, { object, name, message, figures, shows }: Found): AlertFinding {
  const command = writeCommand(shows.operation, shows.input)
  return {
    rule,
    object,
    name,
    message,
    figures: [...figures],
    question: { ...shows, input: { ...shows.input }, command },
  }
}

/** Why a finding says nothing now: the networks it rests on have fallen silent, or have immature days only. */
function whyNotNow({ networks }: Found, { silentNetworks, immatureNetworks }: Moment): string | null {
  if (networks.length === 0) return null
  const immature = immatureNetworks.filter(({ key }) => networks.includes(key))
  if (immature.length === networks.length)
    return `installs are still expected on every day of ${immature.map(({ label }) => label).join(', ')}`
  const silent = silentNetworks.filter(({ key }) => networks.includes(key))
  if (silent.length < networks.length) return null
  return `it rests on networks that report nothing: ${silent.map(({ label, last }) => `${label} since ${last}`).join(', ')}`
}

async function judgeOne(rule: AlertRule, settings: unknown, ask: Ask, moment: Moment): Promise<Evaluation> {
  const { name } = rule
  const whole = (reason: string): Evaluation => ({
    findings: [],
    held: [{ rule: name, object: null, name: null, reason }],
    judged: new Set(),
  })
  if (rule.judgesDays && !moment.hasRows) return whole('there are no rows of your own yet')
  if (rule.judgesDays && moment.whyHeld !== null) return whole(moment.whyHeld)
  try {
    const { found, held } = await rule.judge(ask, settings, moment)
    const weighed = found.map((one) => ({ one, why: whyNotNow(one, moment) }))
    return {
      findings: weighed.flatMap(({ one, why }) => (why === null ? [findingOf(name, one)] : [])),
      held: [
        ...held.map((one) => ({ rule: name, ...one })),
        ...weighed.flatMap(({ one: { object, name: called }, why }) =>
          why === null ? [] : [{ rule: name, object, name: called, reason: why }],
        ),
      ],
      judged: new Set([name]),
    }
  } catch (error) {
    if (!(error instanceof PermilleError)) throw error
    return whole(error.message)
  }
}

/** Judges the rules that are on, one after the other; `settingsOf` answers `null` for a rule that is off. */
export async function evaluateRules(
  rules: readonly AlertRule[],
  settingsOf: (rule: AlertRuleName) => unknown,
  ask: Ask,
  moment: Moment,
): Promise<Evaluation> {
  const on = rules.filter(({ name }) => settingsOf(name) !== null)
  const parts: Evaluation[] = []
  for (const rule of on) parts.push(await judgeOne(rule, settingsOf(rule.name), ask, moment))
  return {
    findings: parts.flatMap(({ findings }) => findings),
    held: parts.flatMap(({ held }) => held),
    judged: new Set(parts.flatMap(({ judged }) => [...judged])),
  }
}
