import { z } from 'zod'
import { Freshness } from '#schema/answer/freshness.ts'
import { ResolvedQuestion } from '#schema/answer/question.ts'
import { Note } from '#schema/note.ts'
import type { Operation } from '../operations/operation.ts'

export type Cell = string | number | boolean | null

export interface ViewColumn {
  /** Name of it in a file. */
  readonly name: string
  /** What people call it. */
  readonly label: string
  readonly type: 'text' | 'number' | 'boolean'
}

/** The rows of an answer as one table, numbers as numbers and ids as text. */
export interface ViewTable {
  readonly columns: readonly ViewColumn[]
  readonly rows: readonly (readonly Cell[])[]
}

/** What every view's answer says beside its rows. */
export const AboutAnswer = z.object({
  question: ResolvedQuestion.loose(),
  notes: Note.array(),
  freshness: Freshness,
})
export type AboutAnswer = z.infer<typeof AboutAnswer>

/** A question whose answer may leave permille as a file. */
export interface View {
  readonly operation: Operation
  readonly table: (answer: unknown) => ViewTable
}

/** A view of an operation, its answer checked before its table is made. */
export function defineView<Answer extends z.ZodType>(
  operation: Operation,
  answer: Answer,
  table: (answer: z.output<Answer>) => ViewTable,
): View {
  return { operation, table: (given) => table(answer.parse(given)) }
}

/** A column of a list of rows, and how it is read. */
export interface ReadColumn<Row> extends Omit<ViewColumn, 'label'> {
  readonly label?: string
  readonly read: (row: Row) => Cell
}

export function tableOf<Row>(columns: readonly ReadColumn<Row>[], rows: readonly Row[]): ViewTable {
  return {
    columns: columns.map(({ name, type, label = name.replaceAll('_', ' ') }) => ({ name, type, label })),
    rows: rows.map((row) => columns.map(({ read }) => read(row))),
  }
}

/** A rate per thousand impressions, without the dust of the multiplication. */
export function perMille(rate: number | null | undefined): number | null {
  return rate === null || rate === undefined ? null : Number((rate * 1000).toPrecision(12))
}

/** An amount as the decimal it is: money is landed to a millionth, and sums of it carry the dust of binary fractions. */
export function money(amount: number | null): number | null {
  return amount === null ? null : Number(amount.toFixed(6))
}

/** Why fields of a row are empty, in one cell. */
export function whyNot(notComputed: Readonly<Record<string, string>>): string | null {
  const reasons = Object.entries(notComputed).map(([field, why]) => `${field}: ${why}`)
  return reasons.length === 0 ? null : reasons.join('; ')
}
