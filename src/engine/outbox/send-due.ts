import { backOffSeconds } from '#notify/send/back-off.ts'
import { sendMail } from '#notify/send/send-mail.ts'
import { sendWebhook } from '#notify/send/send-webhook.ts'
import { SendingFailure } from '#notify/send/sending-failure.ts'
import { PermilleError } from '#schema/error.ts'
import { resolveVariable } from '../connections/field-values.ts'
import type { Project } from '../project.ts'
import type { DueMessage } from './outbox.ts'

/** Projects whose messages are being sent: one after the other, so that none is sent twice. */
const sending = new WeakMap<Project, Promise<void>>()

async function send(
  project: Project,
  { channel, message, key }: DueMessage,
  signal?: AbortSignal,
): Promise<void> {
  const { webhook, mail, privateHosts } = project.config.notify
  if (channel === 'webhook') {
    if (webhook === undefined) throw new SendingFailure('permille.yaml names no webhook any more')
    const url = resolveVariable('notify.webhook', webhook)
    return sendWebhook(project.http, message, { url, privateHosts }, signal)
  }
  if (mail === undefined) throw new SendingFailure('permille.yaml names no mail server any more')
  const { user = null, password, ...server } = mail
  const secret = password === undefined ? null : resolveVariable('notify.mail.password', password)
  return sendMail(project.openSocket, message, { ...server, user, password: secret, privateHosts }, key)
}

async function tryOne(project: Project, due: DueMessage, signal?: AbortSignal): Promise<void> {
  try {
    await send(project, due, signal)
    project.outbox.sent(due.id, project.now)
  } catch (error) {
    // Who is being stopped tries again when it is back, as if it had not tried.
    if (signal?.aborted) return
    if (!(error instanceof SendingFailure || error instanceof PermilleError)) throw error
    const seconds = backOffSeconds(due.tries + 1, error instanceof SendingFailure ? error.retryAfter : null)
    const nextTry = seconds === null ? null : new Date(project.now.getTime() + seconds * 1000)
    project.outbox.failed(due.id, error.message, nextTry)
  }
}

async function sendAll(project: Project, signal?: AbortSignal): Promise<void> {
  for (const due of project.outbox.due(project.now)) {
    if (signal?.aborted) return
    await tryOne(project, due, signal)
  }
}

/** Sends every message that is due; what does not arrive waits for its next try. */
export function sendDue(project: Project, signal?: AbortSignal): Promise<void> {
  const before = sending.get(project) ?? Promise.resolve()
  const next = before.catch(() => {}).then(() => sendAll(project, signal))
  sending.set(project, next)
  return next
}
