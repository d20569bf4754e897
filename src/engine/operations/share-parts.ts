import { z } from 'zod'
import type { ShareLink } from '../access/share-links.ts'

export const ShareAnswer = z.object({
  id: z.string(),
  name: z.string(),
  /** The question it is bound to: what `report` was asked with. */
  input: z.record(z.string(), z.unknown()),
  /** Who made it; `null` where that was on the project's machine. */
  user: z.string().nullable(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  opened: z.number().int(),
  openedAt: z.iso.datetime().nullable(),
  state: z.enum(['valid', 'expired', 'revoked']),
})

export function shareAnswer(link: ShareLink): z.infer<typeof ShareAnswer> {
  return { ...link, input: { ...link.input } }
}
