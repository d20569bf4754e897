import { rm, stat } from 'node:fs/promises'
import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import { convertSheet } from './convert-sheet.ts'
import { decodeText } from './decode-text.ts'
import type { DecodedTable, DecodeLimits, DecodeOptions } from './decoded-table.ts'
import { refuse } from './refuse.ts'
import { readSheetRows } from './xlsx-rows.ts'
import { readWorkbook, type Sheet } from './xlsx-workbook.ts'
import type { ZipArchive } from './zip-archive.ts'

/** Every sheet of a workbook that holds a table; sheets without one are mentioned on the others. */
export async function decodeXlsx(
  path: string,
  archive: ZipArchive,
  options: DecodeOptions & { limits: DecodeLimits },
): Promise<DecodedTable[]> {
  const { size } = await stat(path)
  const workbook = await readWorkbook(archive, options.signal)
  const sheets = chooseSheets(workbook.sheets, archive.name, options.sheet)
  const tables: DecodedTable[] = []
  const skipped: { sheet: string; error: PermilleError }[] = []
  for (const sheet of sheets) {
    const name = sheets.length > 1 ? `${archive.name} › ${sheet.name}` : archive.name
    const rows = readSheetRows(archive, workbook, sheet, {
      columns: options.limits.columns,
      signal: options.signal,
    })
    const converted = await convertSheet(rows, options.scratch)
    if (converted.filledRows === 0) {
      await rm(converted.path, { force: true })
      continue
    }
    const written = { headerFirst: false, ragged: converted.ragged }
    const source = { path: converted.path, name, encoding: 'utf-8', bytes: size, problems: [], written }
    try {
      tables.push(await decodeText(source, options))
    } catch (error) {
      if (!(error instanceof PermilleError) || error.code !== 'input_refused') throw error
      skipped.push({ sheet: sheet.name, error })
    }
  }
  if (tables.length > 0)
    return tables.map((table) => ({
      ...table,
      ...(workbook.savedAt === null ? {} : { savedAt: workbook.savedAt }),
      problems: [...table.problems, ...skipped.map(noteSkipped)],
    }))
  if (skipped[0]) throw skipped[0].error
  throw refuse(archive.name, 'is a workbook without any filled cell', 'export the report again')
}

function chooseSheets(sheets: readonly Sheet[], name: string, wanted: string | undefined): readonly Sheet[] {
  if (sheets.length === 0)
    throw refuse(name, 'is a workbook without readable sheets', 'open it and save it again as XLSX')
  if (wanted === undefined) {
    const visible = sheets.filter(({ hidden }) => !hidden)
    return visible.length > 0 ? visible : sheets
  }
  const chosen = sheets.filter((sheet) => sheet.name.toLowerCase() === wanted.toLowerCase())
  if (chosen.length > 0) return chosen
  throw refuse(
    name,
    `has no sheet “${wanted}”`,
    `choose one of: ${sheets.map((sheet) => sheet.name).join(', ')}`,
  )
}

function noteSkipped({ sheet, error }: { sheet: string; error: PermilleError }): Note {
  return {
    code: 'skipped_sheet',
    message: `sheet “${sheet}” is left out: ${error.message}`,
    severity: 'info',
  }
}
