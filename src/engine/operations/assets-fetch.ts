import { z } from 'zod'
import { readNewFiles } from '../assets/read-new-files.ts'
import { Flag } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

/** Share of the work that fetching is. */
const FETCHING = 0.3

export const assetsFetch = defineOperation({
  name: 'assets-fetch',
  command: 'assets fetch',
  summary: 'Fetch creative files from where sources say they are',
  description:
    'Asks the addresses that reports and dictionaries give for creatives, over https, at public hosts alone and without any key, and keeps and reads what they answer. `sync` and `import` do so by themselves, unless asked for `--rows-only` or `fetchCreatives: false` is set. An address that has expired has its reason in `assets`.',
  examples: ['assets fetch', 'assets fetch --again'],
  kind: 'change',
  input: z.object({
    again: Flag.meta({ description: 'ask those too that failed for good' }),
  }),
  output: z.object({
    fetched: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    read: z.number().int(),
  }),
  async run(project, { again }, { onProgress, signal }) {
    const stop = signal === undefined ? {} : { signal }
    const found = await project.assets.addresses.fetch(again, {
      ...stop,
      onProgress: ({ fraction, rows }) => onProgress?.({ fraction: fraction * FETCHING, rows }),
    })
    const { read } = await readNewFiles(project, {
      ...stop,
      onProgress: ({ fraction }) =>
        onProgress?.({ fraction: FETCHING + fraction * (1 - FETCHING), rows: found.fetched }),
    })
    return { ...found, read }
  },
  job: { title: () => 'Fetch creative files', isResumable: true },
  present: ({ fetched, failed, skipped, read }) => [
    {
      kind: 'text',
      text: `${formatNumber(fetched)} files were fetched, ${formatNumber(failed)} could not be, ${formatNumber(skipped)} were asked for before; ${formatNumber(read)} were read.${failed === 0 ? '' : ' permille assets says why.'}`,
    },
  ],
})
