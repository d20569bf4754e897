import { rm } from 'node:fs/promises'
import type { Note } from '#schema/note.ts'
import { fitRecord } from './cells.ts'
import { formatRecord } from './csv-text.ts'
import type { DecodeLimits } from './decoded-table.ts'
import { flattenRow, isJsonObject } from './json-row.ts'
import { type JsonSource, readJsonRows } from './json-rows.ts'
import { refuse } from './refuse.ts'
import { type ScratchFile, writeScratch } from './scratch-file.ts'

const SAMPLED_ROWS = 1000

export interface ConvertedJson {
  readonly path: string
  /** The envelope's own totals under the same columns, empty without them. */
  readonly footer: readonly string[][]
  readonly problems: readonly Note[]
}

/** Whether text starts like JSON, and whether it is one document or one object per line. */
export function detectJson(head: string): 'document' | 'lines' | null {
  const text = head.trimStart()
  if (/^\[\s*(?:[{\]]|$)/.test(text)) return 'document'
  if (!/^\{\s*(?:["}]|$)/.test(text)) return null
  const firstLine = text.slice(0, text.search(/[\r\n]|$/))
  const rest = text.slice(firstLine.length).trimStart()
  return firstLine.trimEnd().endsWith('}') && rest.startsWith('{') ? 'lines' : 'document'
}

/** A CSV copy of a JSON or NDJSON file; columns stand in the order they first appear. */
export async function convertJson(
  source: JsonSource,
  options: { scratch: string; limits: DecodeLimits },
): Promise<ConvertedJson> {
  let columns = new Map<string, number>()
  for (;;) {
    const known = columns.size
    const attempt: { shell: unknown; complete: boolean } = { shell: null, complete: true }
    const path = await writeScratch(options.scratch, 'csv', async (file) => {
      const result = await writeRows(source, file, columns, options.limits)
      attempt.shell = result.shell
      attempt.complete = result.complete
      columns = result.columns
    })
    if (columns.size === 0) {
      throw refuse(
        source.name,
        'holds no rows',
        'check the filters and days of the report and export it again',
      )
    }
    if (attempt.complete) return { path, ...readEnvelope(attempt.shell, [...columns.keys()]) }
    await rm(path, { force: true })
    if (columns.size === known) throw refuse(source.name, 'changed while it was read', 'import it again')
  }
}

async function writeRows(
  source: JsonSource,
  file: ScratchFile,
  known: ReadonlyMap<string, number>,
  limits: DecodeLimits,
): Promise<{ shell: unknown; complete: boolean; columns: Map<string, number> }> {
  const columns = new Map(known)
  let waiting: string[][] | null = known.size > 0 ? null : []
  let width = known.size
  const start = async (sampled: readonly string[][]) => {
    waiting = null
    width = columns.size
    await file.write(formatRecord([...columns.keys()]))
    for (const cells of sampled) await file.write(formatRecord(fitRecord(cells, width)))
  }
  if (waiting === null) await start([])
  const rows = readJsonRows(source)
  let step = await rows.next()
  for (; !step.done; step = await rows.next()) {
    for (const row of step.value) {
      const cells = flattenRow(row, columns)
      if (columns.size > limits.columns) {
        throw refuse(source.name, `has more than ${limits.columns} columns`, 'export fewer fields')
      }
      if (waiting) {
        waiting.push(cells)
        if (waiting.length >= SAMPLED_ROWS) await start(waiting)
      } else if (columns.size === width) {
        const written = file.write(formatRecord(cells))
        if (written) await written
      }
    }
  }
  if (waiting) await start(waiting)
  return { shell: step.value, complete: columns.size === width, columns }
}

function readEnvelope(shell: unknown, columns: readonly string[]): { footer: string[][]; problems: Note[] } {
  if (!isJsonObject(shell)) return { footer: [], problems: [] }
  const problems: Note[] = []
  const paging = [shell.paging, shell.pagination].find(isJsonObject)
  if (paging?.next || shell.next_page || shell.next) {
    problems.push({
      code: 'more_pages',
      message: 'the answer says there are further pages; this file holds one of them',
      severity: 'warning',
    })
  }
  const totals = [shell.totals, shell.total, shell.summary].find(isJsonObject)
  if (!totals) return { footer: [], problems }
  const cells = flattenRow(totals, new Map(columns.map((name, index) => [name, index])))
  return { footer: [cells.slice(0, columns.length)], problems }
}
