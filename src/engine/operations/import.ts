import { basename, dirname } from 'node:path'
import { z } from 'zod'
import { StatedSettings } from '#ingest/index.ts'
import { type ImportedFile, ImportReport } from '#schema/answer/import-report.ts'
import { PermilleError } from '#schema/error.ts'
import type { Project } from '../project.ts'
import { fetchTheirFiles } from './fetch-their-files.ts'
import { Flag, listOf, Pairs, RowsOnly } from './inputs.ts'
import { localFile } from './local-file.ts'
import { defineOperation, type OperationContext } from './operation.ts'
import { presentImport } from './present-import.ts'
import { readUpload, removeUpload } from './uploads.ts'

const EXIT_REFUSED = 3

/** The stated settings of an import; throws `usage` with the one that is not known. */
function statedSettings(stated: Readonly<Record<string, unknown>>): StatedSettings {
  const given = Object.fromEntries(Object.entries(stated).filter(([, value]) => value !== undefined))
  const parsed = StatedSettings.safeParse(given)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new PermilleError(
    'usage',
    `--set does not know ${issue?.path.at(-1) === 'set' ? 'that' : String(issue?.path.at(-1))}`,
    {
      remedy: 'it takes a dimension such as app, os, account or network, or currency, zone, from, to',
    },
  )
}

async function handedFiles(
  project: Project,
  input: { files: readonly string[]; uploads: readonly string[] },
  context: OperationContext,
) {
  if (input.files.length > 0 && !context.localFiles) {
    throw new PermilleError('forbidden', 'files cannot be named by path over HTTP', {
      remedy: 'upload them with PUT /api/v1/uploads and pass the upload ids',
    })
  }
  const local = await Promise.all(input.files.map(localFile))
  const uploaded = await Promise.all(input.uploads.map((id) => readUpload(project.folder.uploads, id)))
  return [...local, ...uploaded]
}

async function saveMapping(
  project: Project,
  name: string,
  map: Readonly<Record<string, string>>,
  report: ImportedFile | undefined,
) {
  if (Object.keys(map).length === 0) {
    throw new PermilleError('usage', '--save-mapping needs a mapping', { remedy: "add --map 'FIELD=HEADER'" })
  }
  await project.change({ [`mappings.${name}`]: { source: report?.source ?? name, columns: { ...map } } })
}

/** A report without values of the file, which may name devices and people. */
function withoutValues(file: ImportedFile): ImportedFile {
  return {
    ...file,
    columns: file.columns.map((column) => ({ ...column, examples: [] })),
    problems: file.problems.map((problem) => ({
      ...problem,
      value: null,
      further: problem.further.map(({ row }) => ({ row, value: null })),
    })),
  }
}

export const importFiles = defineOperation({
  name: 'import',
  summary: 'Import export files of networks, MMPs or your own tables',
  description:
    'Recognises each file, shows what it is and what storing it would replace, and stores it in one transaction. Loading twice changes nothing; a load can be undone. Where rows say at which public address the file of a creative is, it is fetched and read after them.',
  examples: [
    'import *.csv --yes',
    'import report.csv --dry-run',
    'import banners.csv --yes --map impressions=Displays --map conversions=post_click_conversions',
    'import --undo 4',
  ],
  kind: 'change',
  plainArguments: 'files',
  files: { paths: 'files', uploads: 'uploads' },
  input: z.object({
    files: listOf(z.string()).meta({ description: 'files to import' }),
    uploads: listOf(z.string()).meta({ description: 'ids of uploaded files (HTTP)' }),
    dryRun: Flag.meta({ description: 'show what would happen, store nothing' }),
    yes: Flag.meta({ description: 'store without asking' }),
    source: z
      .string()
      .optional()
      .meta({ description: 'whose file it is, e.g. meta, or a name for your own table' }),
    map: Pairs.meta({
      description:
        'what a column means, FIELD=HEADER: impressions=Displays, event.purchase=Orders, value.purchase=Sales',
    }),
    set: Pairs.meta({
      description: 'what the file does not say: app=…, os=…, account=…, currency=…, zone=…',
    }),
    dateOrder: z
      .enum(['dmy', 'mdy'])
      .optional()
      .meta({ description: 'order of day and month where the dates leave it open' }),
    encoding: z
      .string()
      .optional()
      .meta({ description: 'text encoding where it cannot be told, e.g. shift_jis' }),
    kind: z
      .enum(['delivery', 'outcome', 'touch'])
      .optional()
      .meta({ description: 'what your own table counts' }),
    saveMapping: z
      .string()
      .optional()
      .meta({ description: 'keep the mapping in permille.yaml under this name' }),
    rowsOnly: RowsOnly,
    undo: z.coerce
      .number()
      .int()
      .positive()
      .optional()
      .meta({ description: 'take a load back and restore what it replaced' }),
  }),
  output: ImportReport,
  async run(project, input, context) {
    if (input.undo !== undefined) {
      await project.undo(input.undo)
      return {
        files: [],
        notes: [{ code: 'undone', severity: 'info' as const, message: `Load ${input.undo} was taken back.` }],
      }
    }
    const files = await handedFiles(project, input, context)
    if (files.length === 0) throw new PermilleError('usage', 'name at least one file to import')
    const commit = input.yes && !input.dryRun
    const reports: ImportedFile[] = []
    const store = async () => {
      try {
        for (const [index, file] of files.entries()) {
          const before = reports.reduce((sum, { rows }) => sum + rows.read, 0)
          const result = await project.import(
            file,
            statedSettings({
              map: input.map,
              set: input.set,
              source: input.source,
              dateOrder: input.dateOrder,
              encoding: input.encoding,
              kind: input.kind,
              layout: input.saveMapping,
            }),
            {
              commit,
              ...(context.signal === undefined ? {} : { signal: context.signal }),
              onProgress: ({ fraction, rows }) =>
                context.onProgress?.({ fraction: (index + fraction) / files.length, rows: before + rows }),
            },
          )
          reports.push(...result)
          context.signal?.throwIfAborted()
          context.onProgress?.({
            fraction: (index + 1) / files.length,
            rows: before + result.reduce((sum, { rows }) => sum + rows.read, 0),
          })
          const done = result.every(({ status }) => status === 'stored' || status === 'unchanged')
          if (commit && done && dirname(file.path) === project.folder.uploads) await removeUpload(file)
        }
      } finally {
        if (reports.some(({ status }) => status === 'stored')) await project.rowsChanged()
      }
    }
    if (commit) await project.publishedRows.change(store)
    else await store()
    if (input.saveMapping !== undefined && commit)
      await saveMapping(project, input.saveMapping, input.map, reports[0])
    const isStored = reports.some(({ status }) => status === 'stored')
    return { files: reports, notes: isStored ? [...(await fetchTheirFiles(project, input, context))] : [] }
  },
  job: {
    async title({ folder }, { files, uploads, undo }) {
      if (undo !== undefined) return null
      const uploaded = await Promise.all(uploads.map((id) => readUpload(folder.uploads, id)))
      return `Import ${[...files.map((file) => basename(file)), ...uploaded.map(({ name }) => name)].join(', ')}`
    },
    isResumable: false,
  },
  isPreview: ({ yes, dryRun, undo }) => undo === undefined && (dryRun || !yes),
  present: presentImport,
  writtenDown: (report) => ({ ...report, files: report.files.map(withoutValues) }),
  exitCode: ({ files }) => (files.some(({ refusal }) => refusal !== null) ? EXIT_REFUSED : 0),
})
