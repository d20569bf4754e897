import { z } from 'zod'
import { PermilleError } from '#schema/error.ts'
import { moveStore } from '../move-store.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

export const migrate = defineOperation({
  name: 'migrate',
  summary: 'Copy the project’s rows into a ClickHouse',
  description:
    'Copies every load, what it replaced and what was undone from DuckDB into an empty ClickHouse database, compares the sums of both, and writes the address into permille.yaml. The DuckDB file stays where it is. Until that last step the project is as it was; after an interruption the same command goes on where it stopped: loads that arrived whole are kept, one that arrived in part is sent anew.',
  examples: [`migrate --to 'clickhouse://permille:\${CLICKHOUSE_PASSWORD}@clickhouse.example:8123/ads'`],
  kind: 'change',
  role: 'admin',
  input: z.object({
    to: z.string().meta({
      description: 'address of the ClickHouse; a password is the name of an environment variable',
    }),
  }),
  output: z.object({
    loads: z.number().int(),
    /** Loads that an interrupted copy had brought there whole. */
    found: z.number().int(),
    rows: z.number(),
    warehouse: z.string(),
  }),
  async run(project, { to }, { localFiles, onProgress, signal }) {
    if (!localFiles) {
      throw new PermilleError(
        'forbidden',
        'rows are moved by the command on the project’s own machine only',
        {
          remedy: 'stop `permille serve`, and run `permille migrate` in the project’s folder',
        },
      )
    }
    return moveStore(project, to, {
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    })
  },
  present: ({ loads, found, rows, warehouse }) => [
    ...(found === 0
      ? []
      : [
          {
            kind: 'text' as const,
            text: `An earlier copy was interrupted: ${formatNumber(found)} of its loads had arrived whole and were kept.`,
          },
        ]),
    {
      kind: 'text',
      text: `${formatNumber(loads)} loads (${formatNumber(rows)} rows) were copied and compared; permille.yaml now names ${warehouse}. warehouse.duckdb in .permille is no longer read and may be kept as a backup.`,
    },
  ],
})
