import { basename } from 'node:path'
import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { defineOperation } from './operation.ts'

export const init = defineOperation({
  name: 'init',
  summary: 'Start a project in this folder',
  description:
    'Writes permille.yaml with a name, a currency and a time zone. A currency that is not given is taken from the first imported file.',
  examples: ['init', 'init --name "Puzzle studio" --currency EUR --timezone Europe/Berlin'],
  kind: 'change',
  role: 'admin',
  input: z.object({
    name: z.string().optional().meta({ description: 'name of the project; the folder’s by default' }),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'write a currency code such as USD')
      .optional()
      .meta({ description: 'currency money is answered in, e.g. USD' }),
    timezone: z
      .string()
      .refine(
        (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
        'write a zone such as Europe/Berlin',
      )
      .default('UTC')
      .meta({ description: 'zone of files that name none, e.g. Europe/Berlin' }),
  }),
  output: z.object({
    folder: z.string(),
    name: z.string(),
    currency: z.string().nullable(),
    timezone: z.string(),
  }),
  async run(project, input) {
    if (await project.isInitialised()) {
      throw new PermilleError('conflict', 'this folder is a permille project already', {
        remedy: 'edit its permille.yaml, or use another folder',
      })
    }
    const name = input.name ?? basename(project.folder.root)
    await project.change({
      name,
      timezone: input.timezone,
      ...(input.currency === undefined ? {} : { currency: input.currency }),
    })
    return { folder: project.folder.root, name, currency: input.currency ?? null, timezone: input.timezone }
  },
  present: ({ folder, name }) => [
    { kind: 'text', text: `Project ${name} is ready in ${folder}. Import a file next: permille import FILE` },
  ],
})
