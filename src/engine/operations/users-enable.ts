import { z } from 'zod'
import { Role } from '#schema/role.ts'
import { defineOperation } from './operation.ts'
import { Name } from './user-parts.ts'

export const usersEnable = defineOperation({
  name: 'users-enable',
  command: 'users enable',
  summary: 'Let somebody in again',
  description: 'Lets a user who was disabled sign in again; their tokens and links hold again too.',
  examples: ['users enable ada'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'name',
  input: z.object({ name: Name }),
  output: z.object({ user: z.string(), role: Role, isDisabled: z.boolean() }),
  async run({ access }, { name }) {
    access.users.enable(name)
    const { role, isDisabled } = access.users.require(name)
    return { user: name, role, isDisabled }
  },
  present: ({ user, role }) => [{ kind: 'text', text: `${user} may come in again, as ${role}.` }],
})
