import type { CustomFetch, FetchBody } from 'openid-client'
import type { HttpClient } from '#net/http-client.ts'
import { PermilleError } from '#schema/error.ts'

const MOST_BYTES = 1_000_000
const ANSWER_MS = 10_000

function textOf(body: FetchBody): string | undefined {
  if (body === undefined || body === null) return undefined
  if (typeof body === 'string' || body instanceof URLSearchParams) return body.toString()
  throw new PermilleError('internal', 'a provider is only sent texts')
}

/** What openid-client asks by: the project's own way out, which reaches private addresses only where a person declared them. */
export function guardedFetch(http: HttpClient, privateHosts: readonly string[]): CustomFetch {
  return async (address, { method, headers, body, signal }) => {
    if (method !== 'GET' && method !== 'POST')
      throw new PermilleError('internal', `a provider is not sent ${method}`)
    const sent = textOf(body)
    const answer = await http.send({
      method,
      url: new URL(address),
      headers,
      hosts: 'public',
      privateHosts,
      answerWithinMs: ANSWER_MS,
      ...(sent === undefined ? {} : { body: sent }),
      ...(signal === undefined ? {} : { signal }),
    })
    const pieces: Uint8Array[] = []
    for await (const piece of answer.body) {
      pieces.push(piece)
      if (answer.count.unpacked > MOST_BYTES)
        throw new PermilleError('unavailable', 'the identity provider sends more than it may')
    }
    return new Response(Buffer.concat(pieces), {
      status: answer.status,
      headers: { 'content-type': answer.headers['content-type'] ?? '' },
    })
  }
}
