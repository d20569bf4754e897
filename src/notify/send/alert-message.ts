import type { Alert } from '#schema/answer/alerts-answer.ts'
import type { Message } from './message.ts'

/** What is told of alerts that began: the first ones, and how many more there are. */
export function alertMessage(
  fired: readonly Alert[],
  {
    project,
    most,
    address,
  }: { readonly project: string; readonly most: number; readonly address: string | null },
): Message {
  const more = fired.length - most
  const [only] = fired
  const subject =
    fired.length === 1 && only !== undefined
      ? `${project}: ${only.label}: ${only.name}`
      : `${project}: ${fired.length} new alerts`
  return {
    subject,
    lines: fired.slice(0, most).map(({ label, message, figures, question }) => ({
      text: `${label}: ${message}`,
      detail: figures.map((figure) => `${figure.label}: ${figure.value}`).join(' · ') || null,
      link: address === null ? null : `${address.replace(/\/$/, '')}${question.page}`,
      command: question.command,
    })),
    closing: more > 0 ? [`${more} more began with this check; permille alerts lists all.`] : [],
    attachment: null,
  }
}
