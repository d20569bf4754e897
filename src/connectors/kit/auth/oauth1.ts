import { createHmac, randomBytes } from 'node:crypto'
import { type ApiRequest, bodyOf, urlOf } from '../request.ts'
import type { Auth, FieldValues } from './auth.ts'

/** The four secrets of OAuth 1.0a. */
export interface Oauth1Keys {
  readonly consumerKey: string
  readonly consumerSecret: string
  readonly token: string
  readonly tokenSecret: string
}

/** Percent-encoding of RFC 3986, which OAuth 1.0a demands (RFC 5849 §3.6). */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** The text that is signed (RFC 5849 §3.4.1). */
export function signatureBase(request: ApiRequest, oauth: Readonly<Record<string, string>>): string {
  const url = urlOf(request)
  const body = bodyOf(request)
  const form = body?.type === 'application/x-www-form-urlencoded' ? [...new URLSearchParams(body.text)] : []
  const pairs = [...url.searchParams, ...form, ...Object.entries(oauth)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
  const address = `${url.protocol}//${url.host}${url.pathname}`
  return [request.method ?? 'GET', encode(address), encode(pairs.join('&'))].join('&')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The `Authorization` header of a request signed with HMAC-SHA1 (RFC 5849 §3.4.2). */
export function oauth1Header(
  request: ApiRequest,
  keys: Oauth1Keys,
  nonce: string,
  timestamp: string,
): string {
  const oauth = {
    oauth_consumer_key: keys.consumerKey,
    oauth_nonce: nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: timestamp,
    oauth_token: keys.token,
    oauth_version: '1.0',
  }
  const key = `${encode(keys.consumerSecret)}&${encode(keys.tokenSecret)}`
  const signature = createHmac('sha1', key).update(signatureBase(request, oauth)).digest('base64')
  const parts = Object.entries({ ...oauth, oauth_signature: signature })
  return `OAuth ${parts.map(([name, value]) => `${encode(name)}="${encode(value)}"`).join(', ')}`
}

/** OAuth 1.0a, a signature for each request. */
export function oauth1(keys: (fields: FieldValues) => Oauth1Keys): Auth {
  return {
    kind: 'each',
    prove: ({ fields, now }, request) => {
      const seconds = String(Math.floor(now.getTime() / 1000))
      const header = oauth1Header(request, keys(fields), randomBytes(16).toString('hex'), seconds)
      return { headers: { authorization: header } }
    },
  }
}
