import { createHash, createHmac } from 'node:crypto'
import type { Auth, FieldValues } from './auth.ts'

/** MD5 of a text in UTF-8, in lower-case hexadecimal. */
export function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex')
}

/** HMAC-SHA-256 of a text in UTF-8, in lower-case hexadecimal: Meta's `appsecret_proof` of a token. */
export function hmacSha256(key: string, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex')
}

/** A proof made from the time of the request, in whole seconds since 1970. */
export function provenByTime(
  headers: (fields: FieldValues, seconds: string) => Readonly<Record<string, string>>,
): Auth {
  return {
    kind: 'each',
    prove: ({ fields, now }) => ({ headers: headers(fields, String(Math.floor(now.getTime() / 1000))) }),
  }
}
