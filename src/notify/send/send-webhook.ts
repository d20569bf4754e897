import type { HttpClient } from '#net/http-client.ts'
import { NetError } from '#net/net-error.ts'
import type { Message } from './message.ts'
import { SendingFailure } from './sending-failure.ts'
import { writeSlack } from './write-message.ts'

const ANSWER_MS = 20_000

function addressOf(text: string): URL {
  if (!URL.canParse(text)) throw new SendingFailure('the address of the webhook is no URL')
  return new URL(text)
}

/** Posts a message to a Slack-compatible webhook; throws `SendingFailure`. */
export async function sendWebhook(
  http: HttpClient,
  message: Message,
  { url: text, privateHosts }: { readonly url: string; readonly privateHosts: readonly string[] },
  signal?: AbortSignal,
): Promise<void> {
  const url = addressOf(text)
  try {
    const answer = await http.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json', 'user-agent': 'permille' },
      body: writeSlack(message),
      hosts: [url.hostname],
      privateHosts,
      answerWithinMs: ANSWER_MS,
      ...(signal === undefined ? {} : { signal }),
    })
    answer.drop()
    const { status, headers } = answer
    if (status >= 200 && status < 300) return
    const seconds = Number(headers['retry-after'])
    const retryAfter = Number.isFinite(seconds) && seconds > 0 ? seconds : null
    throw new SendingFailure(`the webhook at ${url.hostname} answered ${status}`, { retryAfter })
  } catch (error) {
    if (error instanceof NetError)
      throw new SendingFailure(`the webhook at ${url.hostname}: ${error.message}`, { cause: error })
    throw error
  }
}
