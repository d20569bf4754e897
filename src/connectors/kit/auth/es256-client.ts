import { PermilleError } from '#schema/error.ts'
import type { Auth, FieldValues } from './auth.ts'
import { readOauthToken } from './oauth-refresh.ts'

export interface Es256Client {
  readonly url: string
  readonly audience: string
  readonly scope: string
  readonly clientId: (fields: FieldValues) => string
  readonly issuer: (fields: FieldValues) => string
  readonly keyId: (fields: FieldValues) => string
  /** A private key on curve P-256 as PKCS #8 PEM. */
  readonly privateKey: (fields: FieldValues) => string
  /** Seconds the signed secret is valid; longer ones are refused by some servers. */
  readonly lifetime: number
}

/** A client secret as Apple asks for it: a JWT signed with ES256 (RFC 7519, RFC 7518 §3.4). */
export async function signClientSecret(spec: Es256Client, fields: FieldValues, now: Date): Promise<string> {
  const { importPKCS8, SignJWT } = await import('jose')
  const seconds = Math.floor(now.getTime() / 1000)
  const pem = spec.privateKey(fields).replaceAll('\\n', '\n').trim()
  const key = await importPKCS8(pem, 'ES256').catch((cause: unknown) => {
    throw new PermilleError('usage', 'the private key cannot be read', {
      remedy: 'give the whole text of the .p8 or .pem file (PKCS #8, curve P-256)',
      cause,
    })
  })
  return new SignJWT({})
    .setProtectedHeader({ alg: 'ES256', kid: spec.keyId(fields) })
    .setIssuer(spec.issuer(fields))
    .setSubject(spec.clientId(fields))
    .setAudience(spec.audience)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + spec.lifetime)
    .sign(key)
}

/** OAuth 2 client credentials whose secret is signed on this machine. */
export function es256Client(spec: Es256Client): Auth {
  return {
    kind: 'token',
    async issue({ fields, now }) {
      const secret = await signClientSecret(spec, fields, now)
      const form = { client_id: spec.clientId(fields), client_secret: secret, scope: spec.scope }
      return { method: 'POST', url: spec.url, body: { form: { grant_type: 'client_credentials', ...form } } }
    },
    read: (text) => readOauthToken(text),
    place: (token) => ({ headers: { authorization: `Bearer ${token}` } }),
  }
}
