import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { InvitationAnswer, invitationAnswer, Name, presentInvitation } from './user-parts.ts'

export const usersPassword = defineOperation({
  name: 'users-password',
  command: 'users password',
  summary: 'Send somebody a new link to set a password',
  description:
    'Takes the password away, ends every session of the user, lifts a lock-out, and answers a one-time link by which they set a new one.',
  examples: ['users password ada'],
  kind: 'change',
  role: 'admin',
  answersSecret: true,
  plainArguments: 'name',
  input: z.object({ name: Name }),
  output: InvitationAnswer,
  run: async ({ access }, { name }, context) => invitationAnswer(name, access.resetPassword(name), context),
  present: presentInvitation,
})
