import { z } from 'zod'
import type { FileAnswer } from '#schema/answer/file-answer.ts'
import type { Project } from '../project.ts'
import type { Cell, ViewColumn } from '../views/view.ts'
import { FILE_TYPES } from './formats.ts'
import { writeCsv } from './write-csv.ts'
import { writeParquet } from './write-parquet.ts'
import { writeXlsx } from './write-xlsx.ts'

/** A table as somebody sees it, to be made a file of. */
export const ShownTable = z
  .strictObject({
    /** Name of the file, without its ending. */
    name: z.string().regex(/^[\w.-]{1,100}$/, 'write letters, digits, dots, dashes'),
    format: z.enum(['csv', 'xlsx', 'parquet']),
    columns: z.array(z.string().min(1).max(200)).min(1).max(200),
    rows: z.array(z.array(z.union([z.string(), z.number(), z.boolean(), z.null()]))).max(1_000_000),
  })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), {
    message: 'every row has a cell for each column',
    path: ['rows'],
  })
export type ShownTable = z.infer<typeof ShownTable>

function typeOf(cells: readonly Cell[]): ViewColumn['type'] {
  const known = cells.filter((cell) => cell !== null)
  const isAll = (type: 'number' | 'boolean') =>
    known.length > 0 && known.every((cell) => typeof cell === type)
  return isAll('number') ? 'number' : isAll('boolean') ? 'boolean' : 'text'
}

/** A table as a file: columns whose cells are all numbers as numbers, other ones as text. */
export async function tableFile(
  { name, format, columns, rows }: ShownTable,
  { own, folder }: Pick<Project, 'own' | 'folder'>,
): Promise<FileAnswer> {
  const types = columns.map((_, place) => typeOf(rows.map((row) => row[place] ?? null)))
  const table = {
    columns: columns.map((column, place) => ({ name: column, label: column, type: types[place] ?? 'text' })),
    rows: rows.map((row) =>
      row.map((cell, place) => (types[place] === 'text' && cell !== null ? String(cell) : cell)),
    ),
  }
  const file = { name: `${name}.${format}`, type: FILE_TYPES[format], rows: rows.length }
  if (format === 'csv') return { ...file, encoding: 'text', content: writeCsv(table, []) }
  const bytes =
    format === 'xlsx'
      ? await writeXlsx(name.slice(0, 31), table, [])
      : await writeParquet(table, [], { warehouse: own.warehouse, scratch: folder.scratch })
  return { ...file, encoding: 'base64', content: bytes.toString('base64') }
}
