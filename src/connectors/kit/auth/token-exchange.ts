import { type Json, parseJson } from '../json.ts'
import type { ApiRequest } from '../request.ts'
import type { Auth, FieldValues, IssuedToken } from './auth.ts'

/** A token that a source hands out for a key, in an answer of its own form. */
export function tokenExchange(spec: {
  readonly issue: (fields: FieldValues) => ApiRequest
  readonly read: (json: Json | undefined, text: string) => IssuedToken | null
  readonly headers?: (token: string) => Readonly<Record<string, string>>
}): Auth {
  const { headers = (token: string) => ({ authorization: `Bearer ${token}` }) } = spec
  return {
    kind: 'token',
    issue: ({ fields }) => spec.issue(fields),
    read: (text) => spec.read(parseJson(text), text),
    place: (token) => ({ headers: headers(token) }),
  }
}

/** The expiry a JWT states, in seconds from now; `null` for text that is none. */
export function lifetimeOfJwt(token: string, now: Date): number | null {
  const [, payload] = token.split('.')
  if (payload === undefined) return null
  const json = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
  const expires = typeof json === 'object' && json !== null && 'exp' in json ? Number(json.exp) : Number.NaN
  return Number.isFinite(expires) ? expires - now.getTime() / 1000 : null
}

/** A token that is the whole answer, in quotes or bare, as ironSource sends it. */
export function readQuotedToken(json: Json | undefined, text: string): IssuedToken | null {
  const token = typeof json === 'string' ? json : text.trim().replaceAll(/^"|"$/g, '')
  return /^[\w.~+/=-]{8,}$/.test(token) ? { token } : null
}
