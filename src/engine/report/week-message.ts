import type { Attachment, Message } from '#notify/send/message.ts'
import type { Week } from '#schema/answer/week-answer.ts'
import { formatNumber, formatPerMille } from '../operations/presentation.ts'

const NAMED = 3

function named(names: readonly string[]): string {
  if (names.length === 0) return 'none'
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : ''
  return `${names.slice(0, NAMED).join(', ')}${more}`
}

/** What is told of a week in a message; a mail brings the whole page. */
export function weekMessage(week: Week, attachment: Attachment, address: string | null): Message {
  const { project, days, figures, winners, losers, fatigue, fraud, alerts, freshness } = week
  const line = (text: string, page: string) => ({
    text,
    detail: null,
    link: address === null ? null : `${address.replace(/\/$/, '')}${page}`,
    command: null,
  })
  const changes = figures.map(({ label, unit, now, change }) => {
    const value = unit === 'per_mille' ? formatPerMille(now) : formatNumber(now, unit === 'count' ? 0 : 2)
    const moved = change === null ? '' : ` (${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(1)} %)`
    return `${label} ${value}${moved}`
  })
  return {
    subject: `${project}: week ${days === null ? 'without days' : `${days.from} … ${days.to}`}`,
    lines: [
      line(
        changes.length === 0 ? (week.notComputed.figures ?? 'no figures') : changes.join(', '),
        '/overview?last=7d',
      ),
      line(`To be scaled: ${named(winners.map(({ name }) => name))}`, '/'),
      line(`To be stopped: ${named(losers.map(({ name }) => name))}`, '/'),
      line(`Wears out: ${named(fatigue.map(({ creative }) => creative))}`, '/'),
      line(
        `Suspicious sites: ${named(fraud.map(({ site, networkLabel }) => `${site ?? 'unnamed'} on ${networkLabel}`))}`,
        '/quality',
      ),
      line(`Open alerts: ${alerts.length}`, '/overview'),
    ],
    closing: [
      `Data up to ${freshness.newestCompleteDay ?? 'no day'}. permille report weekly writes the whole page.`,
    ],
    attachment,
  }
}
