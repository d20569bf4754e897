import type { Cells } from './cells.ts'
import type { ExportLayout } from './export-layout.ts'

/**
 * Column of the address of a creative's file, where that address ends within hours and is a permission as long as it
 * lasts: the file is fetched after the sync, and the address is stored nowhere.
 */
export const FLEETING_FILE = 'permille_file'

/** Files of creatives by the creative's id. */
export type FleetingFiles = Map<string, string>

/** Takes addresses that end soon out of rows. */
export async function* withoutFiles(
  rows: AsyncIterable<Cells>,
  { columns }: ExportLayout,
  files: FleetingFiles,
): AsyncGenerator<Cells> {
  const ids = columns.find(({ field }) => field === 'creative_id')?.headers ?? []
  for await (const row of rows) {
    if (!(FLEETING_FILE in row)) {
      yield row
      continue
    }
    const { [FLEETING_FILE]: address, ...cells } = row
    const id = ids.map((header) => cells[header]).find((cell) => cell)
    if (address && id) files.set(id, address)
    yield cells
  }
}
