import { z } from 'zod'
import { Role } from '#schema/role.ts'
import { defineOperation } from './operation.ts'
import { InvitationAnswer, invitationAnswer, Name, presentInvitation } from './user-parts.ts'

export const usersAdd = defineOperation({
  name: 'users-add',
  command: 'users add',
  summary: 'Let somebody sign in',
  description:
    'Adds a user with a role and answers a one-time link by which they set their own password. A viewer asks, an editor also imports and merges, an admin also says who comes in.',
  examples: ['users add ada', 'users add grace@example.com --role editor'],
  kind: 'change',
  role: 'admin',
  answersSecret: true,
  plainArguments: 'name',
  input: z.object({
    name: Name,
    role: Role.default('viewer').meta({ description: 'what they may do' }),
  }),
  output: InvitationAnswer,
  run: async ({ access }, { name, role }, context) =>
    invitationAnswer(name, access.addUser(name, role), context),
  present: presentInvitation,
})
