import type { ApiRequest, Proof } from '../request.ts'

/** What a person entered for a connection, secrets included, by field name. */
export type FieldValues = Readonly<Record<string, string>>

export interface AuthContext {
  readonly fields: FieldValues
  readonly now: Date
}

/** A token as a source handed it out. */
export interface IssuedToken {
  readonly token: string
  /** Seconds until it ends; unknown where absent, then it is used until it is refused. */
  readonly expiresIn?: number
  /** A secret that takes the place of a field's, as OAuth servers that rotate refresh tokens do. */
  readonly rotated?: { readonly field: string; readonly value: string }
}

/** How a connection proves who it is. */
export type Auth =
  /** Worked out anew for each request: a static key, a signature, a hash of the time. */
  | {
      readonly kind: 'each'
      prove(context: AuthContext, request: ApiRequest): Proof | Promise<Proof>
    }
  /** A token that is asked for, kept until it ends, and asked for again once when it is refused. */
  | {
      readonly kind: 'token'
      issue(context: AuthContext): ApiRequest | Promise<ApiRequest>
      /** `null` for an answer that holds no token. */
      read(text: string): IssuedToken | null
      place(token: string, context: AuthContext, request: ApiRequest): Proof
    }
