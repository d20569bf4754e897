import { NetError } from './net-error.ts'
import { isPrivateLiteral } from './public-address.ts'

/** Whether a host is in a list of names, `*.example.com` standing for every name below it. */
export function isListed(hostname: string, hosts: readonly string[]): boolean {
  const name = hostname.toLowerCase()
  return hosts.some((host) => (host.startsWith('*.') ? name.endsWith(host.slice(1)) : name === host))
}

/** Hosts that may be asked: names, or whichever is public where nothing secret is sent along. */
export type AllowedHosts = readonly string[] | 'public'

/**
 * Throws `refused` for a URL that may not be asked: another protocol, a host that was not declared, a private address.
 * Hosts declared to be of one's own network are asked at any address and port, over http too.
 */
export function requireAllowed(url: URL, hosts: AllowedHosts, privateHosts: readonly string[] = []): void {
  if (/^https?:$/.test(url.protocol) && isListed(url.hostname, privateHosts)) return
  if (url.protocol !== 'https:') throw new NetError('refused', `only https is asked, not ${url.protocol}`)
  if (url.username !== '' || url.password !== '') throw new NetError('refused', 'an address holds a password')
  if (url.port !== '') throw new NetError('refused', `port ${url.port} of ${url.hostname} is not asked`)
  if (hosts !== 'public' && !isListed(url.hostname, hosts)) {
    throw new NetError('refused', `${url.hostname} is not among the hosts that may be asked`)
  }
  if (isPrivateLiteral(url.hostname)) throw new NetError('refused', `${url.hostname} is not a public address`)
}
