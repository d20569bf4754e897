import { connect, type Socket } from 'node:net'
import { isListed } from './allowed-host.ts'
import { NetError } from './net-error.ts'
import { isPrivateLiteral } from './public-address.ts'
import { publicLookup } from './public-lookup.ts'

/** A server that is spoken to over a connection of its own, such as one for mail. */
export interface SocketAsked {
  readonly host: string
  readonly port: number
  /** Ports a public host is spoken to at. */
  readonly ports: readonly number[]
  /** Hosts a person declared to be of their own network: at any address and port. */
  readonly privateHosts: readonly string[]
}

export type OpenSocket = (asked: SocketAsked) => Promise<Socket>

const CONNECT_MS = 15_000

/** Opens connections to public addresses, or declared hosts; with `replayPort` to that port of this machine instead. */
export function socketOpener(replayPort?: number): OpenSocket {
  return ({ host, port, ports, privateHosts }) => {
    const isOwn = isListed(host, privateHosts)
    if (!isOwn && isPrivateLiteral(host)) throw new NetError('refused', `${host} is not a public address`)
    if (!isOwn && !ports.includes(port)) throw new NetError('refused', `port ${port} of ${host} is not asked`)
    const place =
      replayPort === undefined
        ? { host, port, ...(isOwn ? {} : { lookup: publicLookup }) }
        : { host: '127.0.0.1', port: replayPort }
    return new Promise((resolve, reject) => {
      const socket = connect(place)
      const fail = (error: Error) => {
        socket.destroy()
        reject(
          error instanceof NetError
            ? error
            : new NetError('unreachable', `${host} cannot be reached`, { cause: error }),
        )
      }
      socket.setTimeout(CONNECT_MS, () => fail(new NetError('timeout', `${host} does not answer`)))
      socket.once('error', fail)
      socket.once('connect', () => {
        socket.off('error', fail)
        socket.setTimeout(0)
        resolve(socket)
      })
    })
  }
}
