import type { Accounts } from './account.ts'
import type { Auth } from './auth/auth.ts'
import type { BackOff } from './back-off.ts'
import type { JudgedAnswer, Problem } from './problem.ts'
import type { RateLimit } from './rate-limit.ts'
import type { Stream } from './stream.ts'

/** One thing a person enters to connect; prompts, flags and the page's form are made from it. */
export interface ConnectionField {
  readonly name: string
  readonly label: string
  /** What it is, in a sentence. */
  readonly help: string
  /** Where to find it. */
  readonly where: string
  readonly secret: boolean
  readonly pattern?: RegExp
  /** May be left empty; what it adds is in `help`. */
  readonly optional?: boolean
  /** Several values, separated by commas. */
  readonly example?: string
}

/** How a source's API is asked: a value, run by the kit. */
export interface ConnectorApi {
  readonly fields: readonly ConnectionField[]
  /** Hosts it may be asked at, `*.example.com` for all below. */
  readonly hosts: readonly string[]
  /** Version that stands in addresses, where there is one; a connection may name another. */
  readonly version?: string
  readonly auth: Auth
  readonly limits: readonly RateLimit[]
  /** Fields that say whom the limits count together; the secrets where nothing is said. */
  readonly limitedBy?: readonly string[]
  readonly backOff?: BackOff
  /** Requests at once per connection; 1 where nothing is said. */
  readonly atOnce?: number
  /**
   * What an answer says beyond its status: an error inside 200, the permission that is missing, how long to
   * wait. `fine` settles it; `null` leaves it to the status.
   */
  judge?(answer: JudgedAnswer): Problem | 'fine' | null
  readonly accounts: Accounts
  readonly streams: readonly Stream[]
}
