import { lookup } from 'node:dns'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, type LookupFunction } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { FetchFailure } from './fetch-failure.ts'

export interface FetchLimits {
  readonly mostBytes: number
  readonly milliseconds: number
  /** How often a failure that may pass is tried again. */
  readonly retries: number
  /** Milliseconds before the first new try; each later one waits twice as long. */
  readonly pause: number
  /** Hosts on this machine, by plain HTTP; only tests say so. */
  readonly loopback: boolean
}

const LIMITS: FetchLimits = {
  mostBytes: 20_000_000,
  milliseconds: 60_000,
  retries: 2,
  pause: 1000,
  loopback: false,
}
const MOST_REDIRECTS = 3

/** Addresses that are not on the public internet. */
const PRIVATE = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(network, bits, 'ipv4')
/** Only 2000::/3 is handed out; an IPv4 address written as IPv6 is outside of it. */
const PUBLIC_IPV6 = new BlockList()
PUBLIC_IPV6.addSubnet('2000::', 3, 'ipv6')

/** Whether an address is on the public internet. */
export function isPublicAddress(address: string, family: number): boolean {
  return family === 6 ? PUBLIC_IPV6.check(address, 'ipv6') : !PRIVATE.check(address, 'ipv4')
}

/** Asked for the connection itself, so that no second answer of a name server can lead elsewhere. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, [])
    const open = addresses.filter(({ address, family }) => isPublicAddress(address, family))
    const [first] = open
    if (first === undefined || open.length < addresses.length)
      return done(new FetchFailure('forbidden', `${host} is not on the public internet`, false), [])
    if (options.all === true) return done(null, open)
    return done(null, first.address, first.family)
  })
}

type Reply =
  | { readonly kind: 'body'; readonly body: Buffer }
  | { readonly kind: 'redirect'; readonly to: URL }
  | { readonly kind: 'failed'; readonly error: FetchFailure }

function failure(url: URL, why: string, mayPass: boolean, cause?: unknown): Reply {
  return { kind: 'failed', error: new FetchFailure('unavailable', `${url.host} ${why}`, mayPass, cause) }
}

function ask(url: URL, { mostBytes, milliseconds, loopback }: FetchLimits): Promise<Reply> {
  const request = loopback && url.protocol === 'http:' ? requestHttp : requestHttps
  return new Promise((resolve) => {
    const outgoing = request(
      url,
      {
        ...(loopback ? {} : { lookup: publicLookup }),
        signal: AbortSignal.timeout(milliseconds),
        headers: { accept: '*/*', 'user-agent': 'permille' },
      },
      (incoming) => {
        const { statusCode = 0, headers } = incoming
        if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
          incoming.resume()
          resolve({ kind: 'redirect', to: new URL(headers.location, url) })
          return
        }
        if (statusCode !== 200) {
          incoming.resume()
          resolve(failure(url, `answered ${statusCode}`, statusCode === 429 || statusCode >= 500))
          return
        }
        const pieces: Buffer[] = []
        let bytes = 0
        incoming.on('data', (piece: Buffer) => {
          bytes += piece.length
          if (bytes <= mostBytes) {
            pieces.push(piece)
            return
          }
          resolve(failure(url, `sends more than ${mostBytes} bytes`, false))
          incoming.destroy()
        })
        incoming.on('end', () => resolve({ kind: 'body', body: Buffer.concat(pieces) }))
        incoming.on('error', (error) => resolve(failure(url, 'broke off its answer', true, error)))
      },
    )
    outgoing.on('error', (error) =>
      resolve(
        error instanceof FetchFailure
          ? { kind: 'failed', error }
          : failure(url, 'cannot be reached', true, error),
      ),
    )
    outgoing.end()
  })
}

function requirePublic(url: URL, { loopback }: FetchLimits): void {
  if (url.protocol === 'https:' || (loopback && url.hostname === '127.0.0.1')) {
    // An address written as such is never looked up.
    const literal = url.hostname.replace(/^\[|\]$/g, '')
    const family = literal.includes(':') ? 6 : /^[\d.]+$/.test(literal) ? 4 : 0
    if (loopback || family === 0 || isPublicAddress(literal, family)) return
  }
  throw new FetchFailure('forbidden', `${url.href} is no public https address`, false)
}

/**
 * The body of a public page by GET. Follows redirects on the same host alone, tries again what may pass, and throws a
 * `FetchFailure` with the host.
 */
export async function fetchPublic(address: string, asked: Partial<FetchLimits> = {}): Promise<Buffer> {
  const limits = { ...LIMITS, ...asked }
  let url = new URL(address)
  let redirects = 0
  let tries = 0
  for (;;) {
    requirePublic(url, limits)
    const reply = await ask(url, limits)
    if (reply.kind === 'body') return reply.body
    if (reply.kind === 'redirect') {
      redirects += 1
      if (reply.to.host !== url.host || redirects > MOST_REDIRECTS)
        throw new FetchFailure('unavailable', `${url.host} sends elsewhere, to ${reply.to.host}`, false)
      url = reply.to
      continue
    }
    if (!reply.error.mayPass || tries >= limits.retries) throw reply.error
    await sleep(limits.pause * 2 ** tries)
    tries += 1
  }
}
