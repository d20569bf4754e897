import type { Readable } from 'node:stream'
import type { Agent } from 'undici'
import { type AllowedHosts, isListed, requireAllowed } from './allowed-host.ts'
import { type BodyCount, type BodyLimits, boundedBody, DEFAULT_BODY_LIMITS } from './bounded-body.ts'
import { NetError } from './net-error.ts'
import { publicLookup } from './public-lookup.ts'

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Hosts this request and its redirects may go to, `*.example.com` for all below; `public` for any that is public. */
  readonly hosts: AllowedHosts
  /** Hosts a person declared to be of their own network, which may be at private addresses. */
  readonly privateHosts?: readonly string[]
  /** Longest wait for the first byte of the answer; a minute where none is said. */
  readonly answerWithinMs?: number
  /** Ends the request, its answer included. */
  readonly signal?: AbortSignal
  /** Unpacks a gzip file as well, which is not packed for the way but by itself. */
  readonly unpackFile?: boolean
}

export interface HttpAnswer {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The body, unpacked; it must be read or dropped. */
  readonly body: AsyncIterable<Uint8Array>
  /** Bytes received and unpacked so far. */
  readonly count: Readonly<BodyCount>
  /** Ends the connection without reading on. */
  drop(): void
}

/** How requests leave, decided by whoever opens the project and by nobody else. */
export interface NetSetting {
  /** Sends everything to this server of the same machine instead, the host asked as the first part of the path. */
  readonly replayAt?: URL
  /** Sends all mail to this port of the same machine instead. */
  readonly replayMailPort?: number
  readonly limits?: Partial<BodyLimits>
  /** Longest silence in the middle of an answer. */
  readonly silenceMs?: number
  /** Overrides every longest wait for a first byte. */
  readonly answerWithinMs?: number
}

export interface HttpClient {
  /** Sends a request; throws `NetError` where no answer came. Statuses are the caller's business. */
  send(asked: HttpRequest): Promise<HttpAnswer>
  close(): Promise<void>
}

const REDIRECTS = 5
const CONNECT_MS = 15_000
const ANSWER_MS = 60_000
const SILENCE_MS = 120_000
const IS_REDIRECT = new Set([301, 302, 303, 307, 308])

function requireLoopback(replayAt: URL): void {
  if (replayAt.hostname !== '127.0.0.1') {
    throw new NetError('refused', 'a replay server must be on this machine, at 127.0.0.1')
  }
}

function sendError(error: unknown): NetError {
  if (error instanceof NetError) return error
  if (!(error instanceof Error)) return new NetError('unreachable', String(error))
  if (error.cause instanceof NetError) return error.cause
  const code = 'code' in error ? String(error.code) : ''
  if (/TIMEOUT|ETIMEDOUT/.test(code)) return new NetError('timeout', 'no answer in time', { cause: error })
  if (/ECONNRESET|UND_ERR_SOCKET|EPIPE/.test(code)) {
    return new NetError('cut', 'the connection ended before the answer did', { cause: error })
  }
  return new NetError('unreachable', code || error.name, { cause: error })
}

function headersOf(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/** The request a redirect asks for: its secrets stay behind when it leads to another host. */
function redirected(asked: HttpRequest, location: string): HttpRequest {
  if (!URL.canParse(location, asked.url.href))
    throw new NetError('refused', 'the server redirects to something that is no address')
  const url = new URL(location, asked.url)
  const keep = url.host === asked.url.host
  const headers = keep
    ? asked.headers
    : Object.fromEntries(Object.entries(asked.headers).filter(([name]) => /^(accept|user-agent)/i.test(name)))
  return { ...asked, url, headers }
}

/** Ends an answer nobody reads; that it was cut off is no error then. */
function dropBody(body: Readable): void {
  body.on('error', () => {})
  body.destroy()
}

/** HTTP to declared hosts at public addresses, with bounded answers. */
export function openHttp(setting: NetSetting = {}): HttpClient {
  const { replayAt } = setting
  if (replayAt !== undefined) requireLoopback(replayAt)
  const limits = { ...DEFAULT_BODY_LIMITS, ...setting.limits }
  const opened = new Map<'public' | 'private', Agent>()
  /** Loaded with the first request: most commands send none. */
  async function open(reach: 'public' | 'private') {
    const { Agent, request } = await import('undici')
    const isFree = reach === 'private' || replayAt !== undefined
    const connect = { timeout: CONNECT_MS, ...(isFree ? {} : { lookup: publicLookup }) }
    const agent = opened.get(reach) ?? new Agent({ connect })
    opened.set(reach, agent)
    return { agent, request }
  }
  const addressOf = (url: URL) =>
    replayAt === undefined ? url : new URL(`/${url.hostname}${url.pathname}${url.search}`, replayAt)

  async function sendOnce(asked: HttpRequest) {
    const { url, hosts, privateHosts = [] } = asked
    requireAllowed(url, hosts, privateHosts)
    const { agent, request } = await open(isListed(url.hostname, privateHosts) ? 'private' : 'public')
    try {
      return await request(addressOf(url), {
        dispatcher: agent,
        method: asked.method,
        headers: { 'accept-encoding': 'gzip, deflate', ...asked.headers },
        headersTimeout: setting.answerWithinMs ?? asked.answerWithinMs ?? ANSWER_MS,
        bodyTimeout: setting.silenceMs ?? SILENCE_MS,
        ...(asked.body === undefined ? {} : { body: asked.body }),
        ...(asked.signal === undefined ? {} : { signal: asked.signal }),
      })
    } catch (error) {
      throw sendError(error)
    }
  }

  return {
    async send(first) {
      let asked = first
      for (let hop = 0; hop <= REDIRECTS; hop++) {
        const { statusCode, headers: raw, body } = await sendOnce(asked)
        const headers = headersOf(raw)
        const { location } = headers
        if (!IS_REDIRECT.has(statusCode) || location === undefined) {
          const count: BodyCount = { received: 0, unpacked: 0 }
          return {
            status: statusCode,
            headers,
            body: boundedBody(body, headers['content-encoding'], limits, count, asked.unpackFile),
            count,
            drop: () => dropBody(body),
          }
        }
        dropBody(body)
        if (asked.method !== 'GET') throw new NetError('refused', 'the server answers with a redirect')
        asked = redirected(asked, location)
      }
      throw new NetError('refused', `more than ${REDIRECTS} redirects`)
    },
    async close() {
      await Promise.all([...opened.values()].map((agent) => agent.destroy()))
    },
  }
}
