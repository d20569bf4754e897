import { z } from 'zod'
import { isVariable } from '../connections/field-values.ts'

const Secret = z
  .string()
  .refine(isVariable, 'a secret is given by the name of an environment variable, see docs/alerts.md')

/** Where messages go, as `permille.yaml` says it: secrets by the names of environment variables. */
export const NotifySettings = z
  .strictObject({
    /** Where people open the page; links of messages lead there. */
    address: z.url({ protocol: /^https?$/ }).optional(),
    /** Webhook and mail hosts of one's own network, which may be at private addresses. */
    privateHosts: z.array(z.string().min(1)).default([]),
    /** Address of a Slack-compatible webhook, which is a secret. */
    webhook: Secret.optional(),
    mail: z
      .strictObject({
        host: z.string().min(1),
        port: z.number().int().min(1).max(65_535).default(587),
        security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
        user: z.string().optional(),
        password: Secret.optional(),
        from: z.email(),
        to: z.array(z.email()).min(1),
      })
      .refine(({ user, password }) => (user === undefined) === (password === undefined), {
        message: 'user and password go together',
      })
      .refine(({ security, user }) => security !== 'none' || user === undefined, {
        message: 'a password is not sent without encryption: security starttls or tls',
      })
      .optional(),
  })
  .prefault({})
export type NotifySettings = z.infer<typeof NotifySettings>

export type Channel = 'webhook' | 'mail'

/** Channels that messages are sent to. */
export function channelsOf({ webhook, mail }: NotifySettings): readonly Channel[] {
  return [
    ...(webhook === undefined ? [] : ['webhook' as const]),
    ...(mail === undefined ? [] : ['mail' as const]),
  ]
}
