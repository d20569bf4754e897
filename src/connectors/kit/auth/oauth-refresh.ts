import { parseJson, textAt } from '../json.ts'
import type { ApiRequest } from '../request.ts'
import type { Auth, AuthContext, FieldValues, IssuedToken } from './auth.ts'

/** The token of an OAuth 2 answer (RFC 6749 §5.1); `refreshField` is the field a new refresh token replaces. */
export function readOauthToken(text: string, refreshField?: string): IssuedToken | null {
  const json = parseJson(text)
  const token = textAt(json, 'access_token')
  if (token === null) return null
  const expiresIn = Number(textAt(json, 'expires_in') ?? Number.NaN)
  const refresh = textAt(json, 'refresh_token')
  return {
    token,
    ...(Number.isFinite(expiresIn) ? { expiresIn } : {}),
    ...(refresh !== null && refreshField !== undefined
      ? { rotated: { field: refreshField, value: refresh } }
      : {}),
  }
}

export interface OauthRefresh {
  readonly url: string
  readonly clientId: (fields: FieldValues) => string
  readonly clientSecret: (fields: FieldValues) => string
  /** Field that holds the refresh token, and takes a new one where the server rotates them. */
  readonly refreshField: string
  /** Sends client id and secret as HTTP Basic instead of in the form. */
  readonly basic?: boolean
  readonly more?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** `Authorization: Bearer` where nothing is said. */
  readonly place?: (token: string) => Readonly<Record<string, string>>
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** OAuth 2 with a refresh token (RFC 6749 §6). */
export function oauthRefresh(spec: OauthRefresh): Auth {
  const { url, clientId, clientSecret, refreshField, more = {}, headers = {}, place = bearer } = spec
  const issue = ({ fields }: AuthContext): ApiRequest => {
    const refresh = { grant_type: 'refresh_token', refresh_token: fields[refreshField] ?? '', ...more }
    const [id, secret] = [clientId(fields), clientSecret(fields)]
    const inHeader = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`
    return {
      method: 'POST',
      url,
      headers: spec.basic ? { ...headers, authorization: inHeader } : headers,
      body: { form: spec.basic ? refresh : { ...refresh, client_id: id, client_secret: secret } },
    }
  }
  return {
    kind: 'token',
    issue,
    read: (text) => readOauthToken(text, refreshField),
    place: (token) => ({ headers: place(token) }),
  }
}
