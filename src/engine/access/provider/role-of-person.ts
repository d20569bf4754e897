import type { Role } from '#schema/role.ts'
import type { RoleRule } from './provider-settings.ts'

/** Who a provider says somebody is. */
export interface ProvidedPerson {
  readonly issuer: string
  /** Never given to anybody else by the issuer. */
  readonly subject: string
  /** In lower case; `null` where it may be anybody's. */
  readonly email: string | null
  readonly groups: readonly string[]
}

/** The role of the first rule that fits somebody; `null` where none does. */
export function roleOfPerson({ email, groups }: ProvidedPerson, rules: readonly RoleRule[]): Role | null {
  const found = rules.find(
    (rule) =>
      (rule.group !== undefined && groups.includes(rule.group)) ||
      (email !== null && rule.email === email) ||
      (email !== null && rule.domain !== undefined && email.endsWith(`@${rule.domain}`)),
  )
  return found?.role ?? null
}
