import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Role } from '#schema/role.ts'
import { LOCAL, requireRight } from '../access/caller.ts'
import { SCOPES } from '../access/scopes.ts'
import { listOf, oneOf } from './inputs.ts'
import { defineOperation, operationRoles } from './operation.ts'
import { TokenAnswer, tokenAnswer } from './token-parts.ts'
import { validity } from './validity.ts'

const LONGEST_DAYS = 730

/** The role a scope needs; throws `usage` for one that is neither general nor an operation. */
function roleOfScope(scope: string): Role {
  const known = new Map([...Object.entries(SCOPES), ...operationRoles()])
  const role = known.get(scope)
  if (role !== undefined) return role
  const close = nearest(scope, [...known.keys()])
  throw new PermilleError(
    'usage',
    `unknown scope: ${scope}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: 'write read, write, admin, or the name of an operation such as import' },
  )
}

export const tokensCreate = defineOperation({
  name: 'tokens-create',
  command: 'tokens create',
  summary: 'Make a token for a program',
  description:
    'Makes a token that a program sends as Authorization: Bearer. It may do what its scopes say (read, write, admin, or operations by name), and never more than whoever made it. It is shown once and stored as a hash.',
  examples: [
    'tokens create dashboard',
    'tokens create nightly-import --scope import --scope test-check --expires 365d',
  ],
  kind: 'change',
  role: 'admin',
  answersSecret: true,
  plainArguments: 'name',
  input: z.object({
    name: oneOf(z.string().trim().min(1).max(80)).meta({ description: 'what it is for' }),
    scope: listOf(z.string()).meta({
      description: 'what it may do: read (default), write, admin, or an operation such as import',
    }),
    expires: validity('a token', LONGEST_DAYS).prefault('90d').meta({
      description: 'how long it is valid: 90d, 12h, 30m; 730d at most',
    }),
  }),
  output: z.object({ secret: z.string(), token: TokenAnswer }),
  async run({ access }, { name, scope, expires }, { caller = LOCAL }) {
    const scopes = scope.length === 0 ? ['read'] : [...new Set(scope)]
    for (const one of scopes) requireRight(caller, { role: roleOfScope(one), operations: [one] })
    const made = access.tokens.create({ name, scopes, user: caller.user, validMs: expires })
    return { secret: made.secret, token: tokenAnswer(made.token) }
  },
  present: ({ secret, token: { name, scopes, expiresAt } }) => [
    {
      kind: 'text',
      text: `${name} may ${scopes.join(', ')} until ${expiresAt.slice(0, 10)}. Keep it now, it is not shown again:\n${secret}`,
    },
  ],
})
