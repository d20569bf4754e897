import { z } from 'zod'
import type { Invitation } from '../access/invitations.ts'
import { UserName } from '../access/users.ts'
import { oneOf } from './inputs.ts'
import type { OperationContext } from './operation.ts'
import type { Presentation } from './presentation.ts'

export const Name = oneOf(UserName).meta({ description: 'name or mail address, as it is typed to sign in' })

/** The answer that lets somebody set a password once. */
export const InvitationAnswer = z.object({
  user: z.string(),
  /** The link to open; only its path where no server answers. */
  link: z.string(),
  code: z.string(),
  expiresAt: z.iso.datetime(),
})
export type InvitationAnswer = z.infer<typeof InvitationAnswer>

/** Where a person sets a password by a code. The code is behind the #, which no server or proxy writes down. */
export function invitationPath(code: string): string {
  return `/sign-in#code=${code}`
}

export function invitationAnswer(
  user: string,
  { code, expiresAt }: Invitation,
  { address = '' }: OperationContext,
): InvitationAnswer {
  return { user, link: `${address}${invitationPath(code)}`, code, expiresAt }
}

export function presentInvitation({ user, link, expiresAt }: InvitationAnswer): Presentation {
  const until = expiresAt.slice(0, 16).replace('T', ' ')
  return [
    {
      kind: 'text',
      text: `${user} sets a password with this link, once, until ${until} UTC:\n${link}${link.startsWith('/') ? '\n(put the address of the server in front)' : ''}`,
    },
  ]
}
