import { z } from 'zod'
import type { Warehouse } from '#warehouse/warehouse.ts'

const Settings = z.looseObject({
  stream: z.object({ id: z.string(), connection: z.string(), observedAt: z.iso.datetime() }),
  slice: z.object({ account: z.string(), from: z.string(), to: z.string() }),
})

/** Days of a report that stand in the store, and when the source said so. */
export interface LoadedSlice {
  readonly connection: string
  readonly stream: string
  readonly account: string
  readonly from: string
  readonly to: string
  readonly observedAt: Date
  readonly rows: number
}

/** Every slice of a source's streams that was loaded: the sync position, committed with the rows it is about. */
export async function loadedSlices(warehouse: Warehouse, source: string): Promise<readonly LoadedSlice[]> {
  const { rows } = await warehouse.query(
    `SELECT settings, rows_stored::DOUBLE AS n FROM load WHERE source = $1 AND undone_at IS NULL ORDER BY load`,
    [source],
  )
  return rows.flatMap((row) => {
    const read = Settings.safeParse(JSON.parse(String(row.settings)))
    if (!read.success) return []
    const { stream, slice } = read.data
    return {
      connection: stream.connection,
      stream: stream.id,
      account: slice.account,
      from: slice.from,
      to: slice.to,
      observedAt: new Date(stream.observedAt),
      rows: Number(row.n),
    }
  })
}
