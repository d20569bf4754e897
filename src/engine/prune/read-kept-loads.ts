import { z } from 'zod'
import { CONNECTORS } from '#connectors/index.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { KeptLoad } from './past-loads.ts'

const Row = z.object({
  load: z.coerce.number(),
  source: z.string(),
  layout: z.string().nullable(),
  file: z.string(),
  hash: z.string(),
  settings: z.string().transform((text): unknown => JSON.parse(text)),
  last_day: z.string(),
  undone_day: z.string().nullable(),
})
const StatedAsRaw = z.object({ kind: z.literal('touch') })

const RAW_LAYOUTS: ReadonlySet<string> = new Set(
  CONNECTORS.flatMap(({ source, layouts }) =>
    layouts.filter(({ grain }) => grain === 'touch').map(({ id }) => `${source} ${id}`),
  ),
)

/** Every load a store knows of, undone ones included. */
export async function readKeptLoads(warehouse: Warehouse): Promise<readonly KeptLoad[]> {
  const touched = await warehouse.query('SELECT DISTINCT t.load::VARCHAR AS load FROM landed_touch t')
  const withTouches = new Set(touched.rows.map(({ load }) => Number(load)))
  const { rows } = await warehouse.query(
    `SELECT l.load::VARCHAR AS load, l.source AS source, l.layout AS layout, coalesce(l.file_name, '') AS file,
       l.content_hash AS hash, l.settings AS settings,
       coalesce(l.day_to::VARCHAR, substring(l.loaded_at::VARCHAR, 1, 10)) AS last_day,
       substring(l.undone_at::VARCHAR, 1, 10) AS undone_day
     FROM load l ORDER BY l.load`,
  )
  return rows
    .map((row) => Row.parse(row))
    .map(({ load, source, layout, file, hash, settings, last_day, undone_day }) => ({
      load,
      source,
      file,
      contentHash: hash,
      isRawLog:
        withTouches.has(load) ||
        RAW_LAYOUTS.has(`${source} ${layout}`) ||
        StatedAsRaw.safeParse(settings).success,
      lastDay: last_day,
      undoneDay: undone_day,
    }))
}
