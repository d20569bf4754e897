import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'
import { z } from 'zod'

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** What an answer must say. */
export const Expected = z.object({
  rows: z.array(z.record(z.string(), Cell)),
  totals: z.record(z.string(), Cell),
  notComputed: z.record(z.string(), z.string()).optional(),
  basis: z.record(z.string(), z.array(z.string())),
  notes: z.array(z.string()),
})
export type Expected = z.infer<typeof Expected>

const GoldenCase = z.strictObject({
  about: z.string(),
  project: z.record(z.string(), z.unknown()).default({}),
  files: z.array(
    z.strictObject({
      name: z.string(),
      text: z.string(),
      /** How often the last line stands there, `{n}` in it numbered. */
      repeat: z.number().int().optional(),
      /** Day it is imported on, where that counts; now where it does not. */
      importedOn: z.iso.date().optional(),
      input: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  queries: z.array(
    z.strictObject({
      about: z.string(),
      ask: z.record(z.string(), z.unknown()),
      expect: Expected.optional(),
    }),
  ),
})
export type GoldenCase = z.infer<typeof GoldenCase>

const folder = import.meta.dirname

/** The name of every golden case. */
export const CASE_NAMES: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.slice(0, -'.yaml'.length))
  .toSorted()

/** The text of a file of a case, its last line repeated where it says so. */
export function textOf({ text, repeat }: GoldenCase['files'][number]): string {
  if (repeat === undefined) return text
  const lines = text.trimEnd().split('\n')
  const last = lines.pop() ?? ''
  const repeated = Array.from({ length: repeat }, (_, index) => last.replaceAll('{n}', String(index + 1)))
  return [...lines, ...repeated, ''].join('\n')
}

const pathOf = (name: string) => join(folder, `${name}.yaml`)

/** Reads a case; throws what is wrong with its file. */
export function readCase(name: string): GoldenCase {
  return GoldenCase.parse(parseDocument(readFileSync(pathOf(name), 'utf8')).toJS())
}

/** Writes what each question of a case answered as what it must answer, keeping comments and order. */
export function writeExpected(name: string, answers: readonly Expected[]): void {
  const document = parseDocument(readFileSync(pathOf(name), 'utf8'))
  for (const [index, answer] of answers.entries()) document.setIn(['queries', index, 'expect'], answer)
  writeFileSync(pathOf(name), document.toString({ lineWidth: 110, flowCollectionPadding: true }))
}
