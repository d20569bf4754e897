import { z } from 'zod'
import { LOCAL } from '../access/caller.ts'
import { askView } from '../views/ask-view.ts'
import { withFirstRows } from '../views/first-rows.ts'
import { askedView, ViewInputs } from '../views/view-input.ts'
import { oneOf, ReportTitle } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { ShareAnswer, shareAnswer } from './share-parts.ts'
import { validity } from './validity.ts'

const LONGEST_DAYS = 365

export const shareCreate = defineOperation({
  name: 'share-create',
  command: 'share create',
  summary: 'Make a link to a report that anybody who has it may read',
  description:
    'Makes a link to the report of one question. Opening it gives that report, freshly answered, without signing in, and nothing else. It is shown once, stored as a hash, ends after 30 days unless said otherwise, and can be revoked.',
  examples: [
    'share create weekly --last 7d --by creative',
    'share create agency --of query --metrics spend,ipm --by network --expires 90d',
  ],
  kind: 'change',
  answersSecret: true,
  plainArguments: 'name',
  input: z.object({
    name: oneOf(z.string().trim().min(1).max(80)).meta({ description: 'what it is for' }),
    expires: validity('a link', LONGEST_DAYS)
      .prefault('30d')
      .meta({ description: `how long it holds: 30d, 12h, 30m; ${LONGEST_DAYS}d at most` }),
    title: ReportTitle.optional(),
    ...ViewInputs,
  }),
  output: z.object({
    /** The link to send; only its path where no server answers. */
    link: z.string(),
    share: ShareAnswer,
  }),
  async run(project, { name, expires, title, ...input }, { caller = LOCAL, address = '' }) {
    const asked = askedView(input)
    // Whoever opens the link could not mend a question that is wrong.
    await askView(project, withFirstRows(asked))
    const { secret, link } = project.access.shareLinks.create({
      name,
      input: { of: asked.name, ...(title === undefined ? {} : { title }), ...asked.fields },
      user: caller.user,
      validMs: expires,
    })
    return { link: `${address}/share/${secret}`, share: shareAnswer(link) }
  },
  present: ({ link, share: { name, expiresAt } }) => [
    {
      kind: 'text',
      text: `Whoever has this link may read ${name} until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC. It is not shown again:\n${link}${link.startsWith('/') ? '\n(put the address of the server in front)' : ''}`,
    },
  ],
})
