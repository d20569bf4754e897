import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { PermilleError } from '#schema/error.ts'
import type { Fact } from '../views/facts.ts'
import type { ViewTable } from '../views/view.ts'
import type { XlsxReply, XlsxTask } from './write-xlsx-worker.ts'

/** A sheet holds so many rows, the header included. */
const MOST_ROWS = 1_048_576

/** A table as a workbook, the facts on a second sheet; made in a thread of its own, so that nothing else waits. */
export function writeXlsx(sheet: string, table: ViewTable, facts: readonly Fact[]): Promise<Buffer> {
  if (table.rows.length >= MOST_ROWS) {
    throw new PermilleError('too_large', `a sheet holds ${MOST_ROWS} rows, not ${table.rows.length + 1}`, {
      remedy: 'export as CSV or Parquet, or fewer rows with --limit',
    })
  }
  const task: XlsxTask = { sheet, table, facts }
  // Its extension is that of this file: .ts from sources, .js in the published package.
  const worker = new Worker(new URL(`./write-xlsx-worker${extname(import.meta.url)}`, import.meta.url), {
    workerData: task,
  })
  return new Promise((resolve, reject) => {
    worker.on('message', ({ bytes }: XlsxReply) => resolve(Buffer.from(bytes)))
    worker.on('error', reject)
    worker.on('exit', () => reject(new PermilleError('internal', 'the workbook was not written')))
  })
}
