import { z } from 'zod'
import { defineOperation } from './operation.ts'

export const secretsRotate = defineOperation({
  name: 'secrets-rotate',
  command: 'secrets rotate',
  summary: 'Encrypt the secrets of connections anew under a new key',
  description:
    'Makes a new key and encrypts every stored secret with it. Where PERMILLE_PASSPHRASE is set, the secrets are moved under that passphrase, and no key file can open them any more.',
  examples: ['secrets rotate'],
  kind: 'change',
  input: z.object({}),
  output: z.object({ secrets: z.number().int() }),
  run: async (project) => ({ secrets: project.connections.rotateSecrets() }),
  present: ({ secrets }) => [{ kind: 'text', text: `${secrets} secrets are encrypted under a new key.` }],
})
