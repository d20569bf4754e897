import { createHash } from 'node:crypto'
import { hostname, networkInterfaces } from 'node:os'
import { PermilleError } from '#schema/error.ts'

const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '::1', '[::1]']

/** Where a server listens, and as what people reach it. */
export interface ListenOptions {
  /** Address to listen on; the machine's own by default. */
  readonly host: string
  /** Address people open, where it is another one: behind a proxy, or a name. */
  readonly publicUrl: string | null
}

/** Who is let as far as signing in, and how. */
export interface Entry {
  /** As soon as others may reach the server. */
  readonly signInRequired: boolean
  /** Whether people reach it encrypted. */
  readonly isSecure: boolean
  /** Address people open; `null` where it is where the server listens. */
  readonly publicOrigin: string | null
  /** Names a request may call this server, without ports. */
  readonly hosts: ReadonlySet<string>
  readonly cookie: string
}

function readPublicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '') return url
  throw new PermilleError('usage', `${text} is not an address people can open`, {
    remedy: 'write it as https://permille.example, without a path',
  })
}

function ownNames(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? [])
  return [
    hostname().toLowerCase(),
    ...addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address)),
  ]
}

/** What follows from where a server listens: on this machine alone nobody signs in, elsewhere everybody does. */
export function entryOf({ host, publicUrl }: ListenOptions, project: string): Entry {
  const url = publicUrl === null ? null : readPublicUrl(publicUrl)
  const isElsewhere = !LOOPBACK.includes(host)
  const isSecure = url?.protocol === 'https:'
  const mark = createHash('sha256').update(project).digest('hex').slice(0, 8)
  return {
    signInRequired: isElsewhere || url !== null,
    isSecure,
    publicOrigin: url?.origin ?? null,
    hosts: new Set([
      ...LOOPBACK,
      ...(url === null ? [] : [url.hostname]),
      ...(isElsewhere ? [host.toLowerCase(), ...(url === null ? ownNames() : [])] : []),
    ]),
    // Cookies know no ports: two projects on one machine keep theirs apart by name.
    cookie: `${isSecure ? '__Host-' : ''}permille-${mark}`,
  }
}
