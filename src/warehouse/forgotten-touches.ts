import { PermilleError } from '#schema/error.ts'
import type { ForgottenTouches } from './warehouse.ts'

function keyList(keys: readonly string[]): string {
  if (keys.some((key) => !/^[0-9a-f]{24}$/.test(key))) throw new PermilleError('internal', 'not a keyed hash')
  return keys.map((key) => `'${key}'`).join(', ')
}

/** SQL that tells the touches to be deleted, and the cells of unreadable rows that hold their keys; `null` where there are none. */
export function forgottenSql(
  which: ForgottenTouches,
): { readonly touches: string; readonly cells: string | null } | null {
  if ('loads' in which) {
    return which.loads.length === 0
      ? null
      : { touches: `load IN (${which.loads.map(Number).join(', ')})`, cells: null }
  }
  if (which.keys.length === 0) return null
  const keys = keyList(which.keys)
  const devices = keyList([...which.keys, ...which.devices])
  return { touches: `device_key IN (${devices}) OR address_key IN (${keys})`, cells: `value IN (${keys})` }
}
