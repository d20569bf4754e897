import { z } from 'zod'
import { ConnectionsAnswer } from '#schema/answer/connection-answer.ts'
import { describeConnections } from './describe-connections.ts'
import { defineOperation } from './operation.ts'
import { presentConnections } from './present-connections.ts'

export const connections = defineOperation({
  name: 'connections',
  summary: 'The connections there are, and the sources there may be',
  description:
    'Lists every connection with its reports and its last sync, and every source that can be connected to with the fields it asks for. Secrets are never shown, only that they are there.',
  examples: ['connections', 'connections --json'],
  kind: 'question',
  isMomentary: true,
  input: z.object({}),
  output: ConnectionsAnswer,
  run: async (project) => describeConnections(project),
  present: presentConnections,
})
