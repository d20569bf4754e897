import { PermilleError } from '#schema/error.ts'
import { type Role, roleCovers } from '#schema/role.ts'
import { scopesCover } from './scopes.ts'

/** Who asks: a person, a token, or whoever uses the project's own machine. */
export interface Caller {
  /** As the audit log names them. */
  readonly name: string
  /** The user they are or act for; `null` for the machine's own. */
  readonly user: string | null
  readonly role: Role
  /** What a token is limited to; `null` where the role alone decides. */
  readonly scopes: readonly string[] | null
}

/** Whoever may read the project's files may do everything with it. */
export const LOCAL: Caller = { name: 'local', user: null, role: 'admin', scopes: null }

/** What an operation, or a route beside them, asks of its caller. */
export interface Right {
  readonly role: Role
  /** The operations it belongs to, for tokens that are limited to some. */
  readonly operations: readonly string[]
}

/** Whether a caller may do this. */
export function hasRight({ role: own, scopes }: Caller, { role, operations }: Right): boolean {
  return roleCovers(own, role) && (scopes === null || scopesCover(scopes, role, operations))
}

/** Throws `forbidden` where a caller may not do this. */
export function requireRight(caller: Caller, { role, operations }: Right): void {
  if (!roleCovers(caller.role, role)) {
    throw new PermilleError('forbidden', `${caller.name} is not allowed to do this`, {
      remedy: `it needs the role ${role}; an administrator can give it: permille users role`,
    })
  }
  if (caller.scopes === null || scopesCover(caller.scopes, role, operations)) return
  throw new PermilleError('forbidden', `${caller.name} is limited to ${caller.scopes.join(', ')}`, {
    remedy: 'use a token with another scope: permille tokens create',
  })
}
