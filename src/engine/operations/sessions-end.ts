import { z } from 'zod'
import { oneOf } from './inputs.ts'
import { defineOperation } from './operation.ts'

export const sessionsEnd = defineOperation({
  name: 'sessions-end',
  command: 'sessions end',
  summary: 'Sign somebody out',
  description: 'Ends a session by its id, from its next request on. Its user may sign in again.',
  examples: ['sessions end 1f0c83a2b94d'],
  kind: 'change',
  role: 'admin',
  plainArguments: 'id',
  input: z.object({ id: oneOf(z.string()).meta({ description: 'id, as sessions list shows it' }) }),
  output: z.object({ user: z.string() }),
  run: async ({ access }, { id }) => ({ user: access.sessions.endById(id) }),
  present: ({ user }) => [{ kind: 'text', text: `The session of ${user} has ended.` }],
})
