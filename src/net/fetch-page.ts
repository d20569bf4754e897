import { setTimeout as sleep } from 'node:timers/promises'
import { FetchFailure } from './fetch-failure.ts'
import type { HttpClient } from './http-client.ts'
import { NetError } from './net-error.ts'

const MOST_BYTES = 20_000_000
/** How often a failure that may pass is tried again. */
const RETRIES = 2
/** Milliseconds before the first new try; each later one waits twice as long. */
const PAUSE = 1000

function failure(host: string, error: unknown): FetchFailure {
  if (!(error instanceof NetError)) throw error
  const { problem, message } = error
  const isForbidden = problem === 'refused'
  const mayPass = !isForbidden && problem !== 'too_large'
  const text = message.includes(host) ? message : `${host}: ${message}`
  return new FetchFailure(isForbidden ? 'forbidden' : 'unavailable', text, mayPass, error)
}

async function wholeBody(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let bytes = 0
  for await (const piece of body) {
    bytes += piece.length
    if (bytes > MOST_BYTES) throw new NetError('too_large', `sends more than ${MOST_BYTES} bytes`)
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function ask(http: HttpClient, url: URL): Promise<Buffer | FetchFailure> {
  try {
    const { status, body, drop } = await http.send({
      method: 'GET',
      url,
      headers: { accept: '*/*', 'user-agent': 'permille' },
      hosts: [url.hostname],
    })
    if (status === 200) return await wholeBody(body)
    drop()
    return new FetchFailure('unavailable', `${url.host} answered ${status}`, status === 429 || status >= 500)
  } catch (error) {
    return failure(url.host, error)
  }
}

/**
 * The body of a public page by GET. Follows redirects on the same host alone, tries again what may pass, and throws a
 * `FetchFailure` with the host. `pause` is the milliseconds before the first new try.
 */
export async function fetchPage(http: HttpClient, address: string, pause = PAUSE): Promise<Buffer> {
  const url = new URL(address)
  for (let tries = 0; ; tries += 1) {
    const answer = await ask(http, url)
    if (!(answer instanceof FetchFailure)) return answer
    if (!answer.mayPass || tries >= RETRIES) throw answer
    await sleep(pause * 2 ** tries)
  }
}
