import { type Role, roleCovers } from '#schema/role.ts'

/** What a token may do in general, and the role that is. Any other scope is the name of one operation. */
export const SCOPES: Readonly<Record<string, Role>> = { read: 'viewer', write: 'editor', admin: 'admin' }

/** Whether scopes allow what needs a role and belongs to these operations. */
export function scopesCover(scopes: readonly string[], needed: Role, operations: readonly string[]): boolean {
  return scopes.some((scope) => {
    const role = SCOPES[scope]
    return role === undefined ? operations.includes(scope) : roleCovers(role, needed)
  })
}
