import { copyFile, link, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ExportLayout } from '#connectors/kit/export-layout.ts'
import { recognise } from '#connectors/recognise/recognise.ts'
import type { ImportedFile } from '#schema/answer/import-report.ts'
import { PermilleError } from '#schema/error.ts'
import { decodeFile } from './decode/decode-file.ts'
import type { DecodedTable } from './decode/decoded-table.ts'
import { DEFAULT_LIMITS } from './decode/limits.ts'
import { hideIdentifiers } from './hide-identifiers.ts'
import type { HandedFile, ImportContext, ImportOptions } from './import-context.ts'
import type { ImportSettings } from './import-settings.ts'
import { emptyReport, importTable } from './import-table.ts'
import { hashFile, OriginalKeeper } from './keep-original.ts'
import { packTables } from './keep-tables.ts'
import { readLanded } from './stream/read-landed.ts'
import { findStream } from './stream/stream-meaning.ts'

async function bringIn(file: HandedFile, folder: string): Promise<string> {
  const path = join(folder, 'original')
  await link(file.path, path).catch(() => copyFile(file.path, path))
  return path
}

function refused(name: string, error: unknown): ImportedFile {
  if (!(error instanceof PermilleError)) throw error
  return {
    ...emptyReport(name),
    refusal: { code: error.code, message: error.message, remedy: error.remedy },
  }
}

/** First name of each column, for an answer without rows. */
function headersOf({ columns }: ExportLayout): readonly string[] {
  return columns.flatMap(({ headers: [first] }) => first ?? [])
}

async function decode(
  path: string,
  file: HandedFile,
  folder: string,
  settings: ImportSettings,
  context: ImportContext,
  rewrite: boolean,
): Promise<readonly DecodedTable[]> {
  if (settings.stream !== undefined) {
    const { stream } = findStream(settings.source, settings.stream.id)
    return [await readLanded(path, file.name, headersOf(stream.layout))]
  }
  return decodeFile(path, {
    name: file.name,
    scratch: folder,
    knownHeader: (cells) => cells.length <= DEFAULT_LIMITS.columns && recognise(cells).kind === 'recognised',
    rewrite,
    query: (sql) => context.warehouse.readFiles(sql),
    ...(settings.encoding === undefined ? {} : { encoding: settings.encoding }),
  })
}

/** DuckDB's own CSV reader is strict and fast; what it stumbles over is read again by the tolerant one. */
async function importOrRewrite(
  table: DecodedTable,
  load: (table: DecodedTable) => Promise<ImportedFile>,
  again: () => Promise<DecodedTable | undefined>,
): Promise<ImportedFile> {
  try {
    return await load(table)
  } catch (error) {
    const stumbled =
      error instanceof Error && /CSV|Invalid unicode|Could not convert|sniff/i.test(error.message)
    const rewritten = stumbled && table.format.kind === 'csv' ? await again() : undefined
    if (rewritten === undefined) return refused(table.name, error)
    return load(rewritten).catch((second: unknown) => refused(table.name, second))
  }
}

/** What was said about a file, of a copy in UTF-8 that is kept in its place. */
function inUtf8({ encoding: _, ...settings }: ImportSettings): ImportSettings {
  return settings
}

/**
 * Imports a file, or rehearses it: every table in it is decoded, understood and loaded in a transaction of
 * its own. What cannot be read is refused in the report and changes nothing.
 */
export async function importFile(
  file: HandedFile,
  settings: ImportSettings,
  context: ImportContext,
  options: ImportOptions,
): Promise<readonly ImportedFile[]> {
  await mkdir(context.scratch, { recursive: true })
  const folder = await mkdtemp(join(context.scratch, 'import-'))
  const keeper = new OriginalKeeper(context.landing, folder)
  try {
    const original = await bringIn({ ...file, name: basename(file.name) }, folder)
    const contentHash = file.keptAs === undefined ? hashFile(original) : Promise.resolve(file.keptAs)
    // Whoever needs it waits for it; a file refused before that needs none.
    contentHash.catch(() => {})
    const tables = await decode(original, file, folder, settings, context, false)
    const reports: ImportedFile[] = []
    const isKept = options.commit && file.keptAs === undefined
    const read: DecodedTable[] = []
    const isArchive = tables.some(({ name }) => name.includes(' › '))
    let kept = original
    for (const [place, decoded] of tables.entries()) {
      const load = async (table: DecodedTable) => {
        const hidden =
          file.keptAs === undefined && settings.stream === undefined
            ? await hideIdentifiers(table, settings, folder, context)
            : table
        if (hidden !== table) kept = hidden.path
        const whole = !isArchive || kept === original
        if (isKept && whole && place === tables.length - 1) await keeper.begin(kept, contentHash)
        const own = hidden === table ? settings : inUtf8(settings)
        const report = await importTable(hidden, own, context, contentHash, options)
        if (report.load !== null) read.push(hidden)
        return report
      }
      const again = async () => (await decode(original, file, folder, settings, context, true))[place]
      reports.push(await importOrRewrite(decoded, load, again))
    }
    if (reports.some(({ status }) => status === 'stored')) {
      if (isKept && isArchive && kept !== original) {
        const packed = join(folder, 'tables.zip')
        await packTables(read, packed)
        await keeper.begin(packed, contentHash, { replace: true })
      }
      await keeper.keep()
    }
    return reports
  } catch (error) {
    return [refused(file.name, error)]
  } finally {
    await keeper.drop()
    await rm(folder, { recursive: true, force: true })
  }
}
