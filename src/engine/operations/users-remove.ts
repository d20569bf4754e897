import { z } from 'zod'
import { defineOperation } from './operation.ts'
import { Name } from './user-parts.ts'

export const usersRemove = defineOperation({
  name: 'users-remove',
  command: 'users remove',
  summary: 'Let somebody sign in no more',
  description:
    'Removes a user, ends their sessions and revokes their tokens at once. The only administrator stays.',
  examples: ['users remove ada'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'name',
  input: z.object({ name: Name }),
  output: z.object({ user: z.string() }),
  async run({ access }, { name }) {
    access.removeUser(name)
    return { user: name }
  },
  present: ({ user }) => [{ kind: 'text', text: `${user} was removed, with sessions and tokens.` }],
})
