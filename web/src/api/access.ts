import type { Role } from '#schema/role.ts'
import { postJson } from './client.ts'

export interface User {
  name: string
  role: Role
  hasPassword: boolean
  byProvider: boolean
  createdAt: string
  signedInAt: string | null
  isDisabled: boolean
}

export interface Invitation {
  user: string
  link: string
  expiresAt: string
}

type Lasting = 'valid' | 'expired' | 'revoked'

export interface Token {
  id: string
  name: string
  scopes: string[]
  user: string | null
  expiresAt: string
  usedAt: string | null
  state: Lasting
}

export interface SharedLink {
  id: string
  name: string
  input: { of?: string }
  user: string | null
  expiresAt: string
  opened: number
  state: Lasting
}

export interface SignedInSession {
  id: string
  user: string
  beganAt: string
  usedAt: string
}

export interface AuditEntry {
  number: number
  at: string
  who: string
  what: string
  detail: unknown
  outcome: string
}

export const inviteUser = (name: string, role: Role): Promise<Invitation> =>
  postJson('/api/v1/users-add', { name, role })

export const resetPassword = (name: string): Promise<Invitation> =>
  postJson('/api/v1/users-password', { name })

export const changeRole = (name: string, role: Role): Promise<unknown> =>
  postJson('/api/v1/users-role', { name, role })

export const setDisabled = (name: string, isDisabled: boolean): Promise<unknown> =>
  postJson(`/api/v1/users-${isDisabled ? 'disable' : 'enable'}`, { name })

export const removeUser = (name: string): Promise<unknown> => postJson('/api/v1/users-remove', { name })

export const makeToken = (asked: {
  name: string
  scope: readonly string[]
  expires: string
}): Promise<{ secret: string; token: Token }> => postJson('/api/v1/tokens-create', asked)

export const revokeToken = (id: string): Promise<unknown> => postJson('/api/v1/tokens-revoke', { id })

export const endSession = (id: string): Promise<unknown> => postJson('/api/v1/sessions-end', { id })

/** Makes a link to the report of a question, whose fields are those of its address. */
export const makeLink = (
  asked: Readonly<Record<string, unknown>>,
): Promise<{ link: string; share: SharedLink }> => postJson('/api/v1/share-create', asked)

export const revokeLink = (id: string): Promise<unknown> => postJson('/api/v1/share-revoke', { id })
