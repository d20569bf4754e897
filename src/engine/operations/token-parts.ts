import { z } from 'zod'
import type { Token } from '../access/tokens.ts'

export const TokenAnswer = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.string()),
  /** Whom it acts for; `null` where it was made on the project's machine. */
  user: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  usedAt: z.iso.datetime().nullable(),
  state: z.enum(['valid', 'expired', 'revoked']),
})

export function tokenAnswer(token: Token): z.infer<typeof TokenAnswer> {
  return { ...token, scopes: [...token.scopes] }
}
