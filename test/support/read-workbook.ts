import { DEFAULT_LIMITS } from '#ingest/decode/limits.ts'
import { readSheetRows } from '#ingest/decode/xlsx-rows.ts'
import { readWorkbook } from '#ingest/decode/xlsx-workbook.ts'
import { ZipArchive } from '#ingest/decode/zip-archive.ts'

/** The sheets of a workbook by name, each cell as text, with the types of its cells. */
export async function readSheets(path: string): Promise<Readonly<Record<string, readonly string[][]>>> {
  await using archive = await ZipArchive.open(path, 'test.xlsx', DEFAULT_LIMITS)
  const workbook = await readWorkbook(archive)
  const sheets: Record<string, string[][]> = {}
  for (const sheet of workbook.sheets) {
    const rows: string[][] = []
    for await (const batch of readSheetRows(archive, workbook, sheet, { columns: 1000 })) rows.push(...batch)
    sheets[sheet.name] = rows
  }
  return sheets
}
