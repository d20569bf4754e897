import { dirname } from 'node:path'
import { z } from 'zod'
import { LOCAL } from '../access/caller.ts'
import { readNewFiles } from '../assets/read-new-files.ts'
import { creativeKeys } from './decide-creatives.ts'
import { listOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'
import { givenFiles } from './tag.ts'
import { removeUpload } from './uploads.ts'

/** Share of the work that copying is; reading takes longer. */
const COPYING = 0.1

export const assetsAdd = defineOperation({
  name: 'assets-add',
  command: 'assets add',
  summary: 'Keep creative files in the project',
  description:
    'Copies images, videos and playables into the project by their content and reads them. Each is of the creatives named, else of those its name holds an id of, is, or begins with. A file that is there already is not kept twice; one that cannot be kept has a reason and stops no other.',
  examples: ['assets add creatives/', 'assets add new.mp4 --creative "Hook A"'],
  kind: 'change',
  plainArguments: 'files',
  files: { paths: 'files', uploads: 'uploads' },
  input: z.object({
    files: listOf(z.string()).meta({ description: 'files and folders' }),
    uploads: listOf(z.string()).meta({ description: 'ids of uploaded files (HTTP)' }),
    creative: listOf(z.string()).meta({
      description: 'creatives they are of, by key or name; by the files’ names by default',
    }),
  }),
  output: z.object({
    added: z.number().int(),
    known: z.number().int(),
    refused: z.array(z.object({ file: z.string(), reason: z.string() })),
    read: z.number().int(),
    unreadable: z.number().int(),
    /** Files that are of no creative known here. */
    unmatched: z.number().int(),
  }),
  async run(project, input, context) {
    const { onProgress, signal, caller = LOCAL } = context
    const given = await givenFiles(input, context)
    const creatives = input.creative.length === 0 ? [] : await creativeKeys(project, input.creative)
    const stop = signal === undefined ? {} : { signal }
    const { added, known, refused } = await project.assets.add(given, creatives, caller.name, {
      ...stop,
      onProgress: ({ fraction, rows }) => onProgress?.({ fraction: fraction * COPYING, rows }),
    })
    for (const { path } of given) if (dirname(path) === context.uploads) await removeUpload({ path })
    const { read, unreadable } = await readNewFiles(project, {
      ...stop,
      onProgress: ({ fraction }) =>
        onProgress?.({ fraction: COPYING + fraction * (1 - COPYING), rows: given.length }),
    })
    const unmatched = project.assets.loose().length
    return { added, known, refused: [...refused], read, unreadable, unmatched }
  },
  job: { title: () => 'Keep creative files', isResumable: false },
  present: ({ added, known, refused, read, unreadable, unmatched }) => [
    {
      kind: 'text',
      text: [
        `${formatNumber(added)} files were added, ${formatNumber(known)} were there already, ${formatNumber(read)} were read.`,
        ...(unreadable === 0 ? [] : [`${formatNumber(unreadable)} could not be read: see permille assets.`]),
        ...(unmatched === 0
          ? []
          : [`${formatNumber(unmatched)} files are of no creative known here: name one with --creative.`]),
        ...refused.map(({ file, reason }) => `${file}: ${reason}`),
      ].join('\n'),
    },
  ],
})
