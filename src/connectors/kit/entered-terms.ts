import type { Account } from './account.ts'
import type { ConnectionField } from './api.ts'
import type { FieldValues } from './auth/auth.ts'
import { knownZone } from './zone.ts'

type Said = Pick<ConnectionField, 'help' | 'where' | 'example'>

/** The field of the zone that days are in, where a source does not say; what `accountOf` reads. */
export function zoneField(said: Said): ConnectionField {
  return { name: 'zone', label: 'Time zone', secret: false, optional: true, ...said }
}

/** The field of the currency that money is in, where a source does not say; what `accountOf` reads. */
export function currencyField(said: Said): ConnectionField {
  const pattern = /^[A-Z]{3}$/
  return { name: 'currency', label: 'Currency', secret: false, optional: true, pattern, ...said }
}

/** An account in the zone and currency that were entered; UTC and USD where nothing was. */
export function accountOf(id: string, { zone, currency }: FieldValues = {}): Account {
  return { id, name: null, zone: knownZone(zone) ?? 'UTC', currency: currency || 'USD' }
}
