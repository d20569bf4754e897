import { z } from 'zod'

/** What a person or token may do: look, change what is measured, or also say who comes in. Each covers those before. */
export const ROLES = ['viewer', 'editor', 'admin'] as const

export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** Whether a role may do what needs another. */
export function roleCovers(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed)
}
