import type { Message, MessageLine } from './message.ts'

/** Slack reads these three as its own; everything else is text. */
const escapeSlack = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function whereTo({ link, command }: MessageLine): string | null {
  return link ?? (command === null ? null : `$ ${command}`)
}

/** The body of a Slack-compatible webhook: text alone, which Mattermost, Rocket.Chat and others read too. */
export function writeSlack({ subject, lines, closing }: Message): string {
  const told = lines.map((line) => {
    const { text, detail, link, command } = line
    const shown = link === null ? (command === null ? '' : `\n    \`${command}\``) : ` <${link}|show>`
    return `• ${escapeSlack(text)}${detail === null ? '' : `\n    ${escapeSlack(detail)}`}${shown}`
  })
  const end = closing.map(escapeSlack)
  return JSON.stringify({ text: [`*${escapeSlack(subject)}*`, ...told, ...end].join('\n') })
}

/** The same as plain text, for a mail. */
export function writePlain({ subject, lines, closing }: Message): string {
  const told = lines.map((line) => {
    const to = whereTo(line)
    return [
      `- ${line.text}`,
      ...(line.detail === null ? [] : [`  ${line.detail}`]),
      ...(to === null ? [] : [`  ${to}`]),
    ]
  })
  return [subject, '', ...told.flatMap((one) => [...one, '']), ...closing, ''].join('\n')
}
