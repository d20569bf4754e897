import { z } from 'zod'
import { Role } from '#schema/role.ts'
import { isVariable } from '../../connections/field-values.ts'

const RoleRule = z
  .strictObject({
    role: Role,
    group: z.string().min(1).optional(),
    domain: z
      .string()
      .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, 'write the part of a mail address behind the @')
      .optional(),
    email: z.email().toLowerCase().optional(),
  })
  .refine(
    ({ group, domain, email }) => [group, domain, email].filter((one) => one !== undefined).length === 1,
    { message: 'name a group, a domain or an email, and one of them only' },
  )
export type RoleRule = z.infer<typeof RoleRule>

/** How people sign in, as `permille.yaml` says it; the secret by the name of an environment variable. */
export const SignInSettings = z
  .strictObject({
    oidc: z
      .strictObject({
        issuer: z.url({ protocol: /^https?$/ }),
        clientId: z.string().min(1),
        clientSecret: z
          .string()
          .refine(isVariable, 'a secret is given by the name of an environment variable, see docs/access.md')
          .optional(),
        /** Stands on the button. */
        label: z.string().min(1).max(40).default('single sign-on'),
        /** Asked for beside openid, email and profile. */
        scopes: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).default([]),
        groupsClaim: z.string().min(1).default('groups'),
        /** Whether mail addresses hold that the provider does not say to have verified. */
        trustEmails: z.boolean().default(false),
        /** Hosts of one's own network, which may be at private addresses, over http, and at any port. */
        privateHosts: z.array(z.string().toLowerCase().min(1)).default([]),
        /** Who may come in as what; the first that fits. */
        roles: z.array(RoleRule).default([]),
      })
      .optional(),
  })
  .prefault({})
export type SignInSettings = z.infer<typeof SignInSettings>
export type ProviderSettings = NonNullable<SignInSettings['oidc']>
