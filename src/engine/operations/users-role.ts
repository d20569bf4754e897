import { z } from 'zod'
import { Role } from '#schema/role.ts'
import { defineOperation } from './operation.ts'
import { Name } from './user-parts.ts'

export const usersRole = defineOperation({
  name: 'users-role',
  command: 'users role',
  summary: 'Change what somebody may do',
  description: 'Gives a user another role. It holds from their next request on, for their tokens too.',
  examples: ['users role ada --role editor'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'name',
  input: z.object({ name: Name, role: Role.meta({ description: 'what they may do from now on' }) }),
  output: z.object({ user: z.string(), role: Role }),
  async run({ access }, { name, role }) {
    access.users.require(name)
    access.users.setRole(name, role)
    return { user: name, role }
  },
  present: ({ user, role }) => [{ kind: 'text', text: `${user} is ${role} now.` }],
})
