import { OPERATIONS, Project } from '#engine/index.ts'
import { type ImportedFile, ImportReport } from '#schema/answer/import-report.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { SourcesAnswer } from '#schema/answer/sources-answer.ts'
import { storeSetting } from './store-setting.ts'
import { type TemporaryProject, temporaryProject } from './temporary-project.ts'

export type Input = Readonly<Record<string, unknown>>

/** A project of its own, open in this process; every call goes through the operation a command would run. */
export interface OpenProject {
  readonly folder: TemporaryProject
  readonly project: Project
  /** Runs an operation by its name. */
  ask(operation: string, input?: Input): Promise<unknown>
  /** Writes a file and imports it; the report of its first table. */
  importText(name: string, text: string, input?: Input): Promise<ImportedFile>
  /** Imports files by path. */
  importFiles(files: readonly string[], input?: Input): Promise<readonly ImportedFile[]>
  undo(load: string | number | null): Promise<void>
  query(input: Input): Promise<QueryAnswer>
  rank(input?: Input): Promise<RankAnswer>
  sources(): Promise<SourcesAnswer>
  /** Closes the project and removes its folder. */
  remove(): Promise<void>
}

/** The operation of a name. */
export function findOperation(name: string) {
  const found = OPERATIONS.find((operation) => operation.name === name)
  if (found === undefined) throw new Error(`there is no operation ${name}`)
  return found
}

/** Opens a new project in a temporary folder, with these settings in its `permille.yaml` and the store under test. */
export async function openProject(settings?: string): Promise<OpenProject> {
  const folder = temporaryProject()
  const store = storeSetting()
  const written = [settings, store].filter((text) => text !== undefined)
  if (written.length > 0) folder.write('permille.yaml', written.join('\n'))
  const project = await Project.open(folder.path)
  const ask = (operation: string, input: Input = {}) =>
    findOperation(operation).run(project, input, { localFiles: true })
  const importFiles = async (files: readonly string[], input: Input = {}) =>
    ImportReport.parse(await ask('import', { files, yes: true, ...input })).files
  return {
    folder,
    project,
    ask,
    importFiles,
    async importText(name, text, input) {
      const [report] = await importFiles([folder.write(name, text)], input)
      if (report === undefined) throw new Error(`no report about ${name}`)
      return report
    },
    undo: async (load) => {
      await ask('import', { undo: Number(load) })
    },
    query: async (input) => QueryAnswer.parse(await ask('query', input)),
    rank: async (input) => RankAnswer.parse(await ask('rank', input)),
    sources: async () => SourcesAnswer.parse(await ask('sources')),
    async remove() {
      await project.close()
      folder.remove()
    },
  }
}

/** The answered rows as `key → metric`, for one grouping and one metric. */
export function byKey(answer: QueryAnswer, dimension: string, metric: string): Record<string, number | null> {
  return Object.fromEntries(
    answer.rows.map((row) => {
      const value = row[metric] ?? null
      if (typeof value === 'string' || typeof value === 'boolean') throw new Error(`${metric} is no number`)
      return [String(row[dimension] ?? '(none)'), value]
    }),
  )
}
