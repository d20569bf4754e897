import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { NetError } from './net-error.ts'
import { isPublicAddress } from './public-address.ts'

/** Resolves a name for a socket and refuses it when any of its addresses is not public, so that none can be slipped in. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const addresses: readonly LookupAddress[] = error === null ? found : []
    const [first] = addresses
    if (error !== null || first === undefined) {
      callback(error ?? new NetError('unreachable', `${hostname} has no address`), '', 0)
    } else if (addresses.some(({ address }) => !isPublicAddress(address))) {
      callback(new NetError('refused', `${hostname} has an address that is not public`), '', 0)
    } else if (options.all) {
      callback(null, [...addresses])
    } else {
      callback(null, first.address, first.family)
    }
  })
}
