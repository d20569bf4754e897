import type { HttpClient } from '#net/http-client.ts'
import { NetError } from '#net/net-error.ts'

const MOST_BYTES = 2_000_000
const ANSWER_MS = 180_000

/** A `fetch` that asks one host alone, through the guarded client. */
export function providerFetch(http: HttpClient, address: URL, isOwn: boolean) {
  return async (asked: string | URL, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(asked)
    const answer = await http.send({
      ...{ method: init.method === 'POST' ? 'POST' : 'GET', url, hosts: [address.hostname] },
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === 'string' ? { body: init.body } : {}),
      ...(isOwn ? { privateHosts: [address.hostname] } : {}),
      ...(init.signal ? { signal: init.signal } : {}),
      answerWithinMs: ANSWER_MS,
    })
    const { status, headers } = answer
    const kept = Object.entries(headers).filter(([name]) => !/^(content-encoding|content-length)$/.test(name))
    const pieces: Uint8Array[] = []
    for await (const piece of answer.body) {
      pieces.push(piece)
      if (answer.count.unpacked > MOST_BYTES) throw new NetError('too_large', 'it answers more than it may')
    }
    return new Response(status === 204 ? null : Buffer.concat(pieces), { status, headers: kept })
  }
}
