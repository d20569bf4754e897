import { z } from 'zod'
import { Role } from '#schema/role.ts'
import { defineOperation } from './operation.ts'
import { Name } from './user-parts.ts'

export const usersDisable = defineOperation({
  name: 'users-disable',
  command: 'users disable',
  summary: 'Keep somebody out for a while',
  description:
    'Ends the sessions of a user at once, and lets neither them nor their tokens and links in until they are enabled again. Role, password, tokens and links stay. The only administrator stays in.',
  examples: ['users disable ada'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'name',
  input: z.object({ name: Name }),
  output: z.object({ user: z.string(), role: Role, isDisabled: z.boolean() }),
  async run({ access }, { name }) {
    const { role, isDisabled } = access.disableUser(name)
    return { user: name, role, isDisabled }
  },
  present: ({ user }) => [
    { kind: 'text', text: `${user} is kept out, until permille users enable ${user}.` },
  ],
})
