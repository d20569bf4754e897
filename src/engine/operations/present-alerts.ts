import type {
  Alert,
  AlertsAnswer,
  AlertsCheckAnswer,
  Delivery,
  HeldBack,
} from '#schema/answer/alerts-answer.ts'
import type { Block, Presentation } from './presentation.ts'

function text(lines: readonly string[]): Block[] {
  return lines.length === 0 ? [] : [{ kind: 'text', text: lines.join('\n') }]
}

function alertLines(alerts: readonly Alert[]): string[] {
  return alerts.flatMap(({ id, label, message, figures, question, state, snoozedUntil }) => [
    `${id} ${label}${state === 'open' ? '' : ` (${state}${snoozedUntil === null ? '' : ` until ${snoozedUntil.slice(0, 10)}`})`}: ${message}`,
    `   ${figures.map((figure) => `${figure.label}: ${figure.value}`).join('; ')}`,
    `   → ${question.command}`,
  ])
}

function heldLines(held: readonly HeldBack[]): string[] {
  return held.map(({ rule, name, reason }) => `- ${rule}${name === null ? '' : `, ${name}`}: ${reason}`)
}

function notJudged(held: readonly HeldBack[]): Block[] {
  return held.length === 0 ? [] : text(['Not judged:', ...heldLines(held)])
}

function deliveryLines(deliveries: readonly Delivery[]): string[] {
  return deliveries.map(({ channel, about, state, tries, nextTryAt, problem }) => {
    const told = {
      sent: 'sent',
      given_up: `given up after ${tries} tries`,
      waiting: `waiting, tried ${tries} times`,
    }
    const next =
      nextTryAt === null || tries === 0 ? '' : `, next ${nextTryAt.slice(0, 16).replace('T', ' ')} UTC`
    return `${channel}: ${about}: ${told[state]}${next}${problem === null ? '' : `: ${problem}`}`
  })
}

export function presentAlerts({
  alerts,
  more,
  counts,
  lastCheck,
  heldBack,
  deliveries,
  notes,
}: AlertsAnswer): Presentation {
  const checked =
    lastCheck === null
      ? 'Nothing was checked yet: `permille alerts check`.'
      : `Checked ${lastCheck.at.slice(0, 16).replace('T', ' ')} UTC on data up to ${lastCheck.newestCompleteDay ?? 'no day'}. Open ${counts.open}, snoozed ${counts.snoozed}, past ${counts.past}.`
  return [
    ...text(alerts.length === 0 ? ['No alerts.'] : alertLines(alerts)),
    ...text(more > 0 ? [`and ${more} more: --limit`] : []),
    ...text([checked]),
    ...text(deliveryLines(deliveries.filter(({ state }) => state !== 'sent'))),
    ...notJudged(heldBack),
    { kind: 'notes', notes },
  ]
}

export function presentAlertsCheck({
  fired,
  open,
  cleared,
  heldBack,
  deliveries,
  notes,
}: AlertsCheckAnswer): Presentation {
  return [
    ...text(fired.length === 0 ? ['Nothing new.'] : alertLines(fired)),
    ...text([
      `${open} open before and still so; ${cleared.length} cleared${cleared.length === 0 ? '' : `: ${cleared.map(({ id, name }) => `${id} ${name}`).join(', ')}`}.`,
    ]),
    ...text(deliveryLines(deliveries)),
    ...notJudged(heldBack),
    { kind: 'notes', notes },
  ]
}
