import type { FieldValues } from './auth/auth.ts'
import type { Cells } from './cells.ts'
import type { Fetch } from './fetch.ts'

/** An advertiser's account, or whatever a source reports by. */
export interface Account {
  /** As the source writes it; always text. */
  readonly id: string
  readonly name: string | null
  /** IANA zone its days are in; `null` where the layout says so. */
  readonly zone: string | null
  readonly currency: string | null
  /** The one app it stands for, where a source reports app by app. */
  readonly app?: string
  /** What else a request needs of it. */
  readonly more?: Readonly<Record<string, string>>
}

/** Where the accounts of a connection come from. */
export type Accounts =
  /** From what was entered; the connection's name stands in for an account the source does not name. */
  | { readonly kind: 'stated'; of(fields: FieldValues, connection: string): readonly Account[] }
  | {
      readonly kind: 'asked'
      fetch(context: { readonly fields: FieldValues; readonly version: string }): readonly Fetch[]
      account(row: Cells): Account | null
    }
