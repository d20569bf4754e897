import type { z } from 'zod'
import { type ImportedFile, ImportReport } from '#schema/answer/import-report.ts'
import { QueryAnswer } from '#schema/answer/query-answer.ts'
import { RankAnswer } from '#schema/answer/rank-answer.ts'
import { type CommandResult, runPermille, runPermilleEach } from './run-permille.ts'
import { storeSetting } from './store-setting.ts'
import { type TemporaryProject, temporaryProject } from './temporary-project.ts'

/** A project of its own, used only through the `permille` command, as a script would. */
export interface CommandProject {
  readonly folder: TemporaryProject
  run(...args: readonly string[]): Promise<CommandResult>
  /** Runs commands one after the other in one process. */
  runEach(commands: readonly (readonly string[])[]): Promise<readonly CommandResult[]>
  /** Imports files with `--yes`; what the command said about each table. */
  importFiles(files: readonly string[], ...flags: readonly string[]): Promise<readonly ImportedFile[]>
  rank(...flags: readonly string[]): Promise<RankAnswer>
  query(...flags: readonly string[]): Promise<QueryAnswer>
}

function read<Schema extends z.ZodType>(schema: Schema, { stdout, stderr, code }: CommandResult) {
  if (stdout === '') throw new Error(`nothing printed, exit code ${code}: ${stderr}`)
  return schema.parse(JSON.parse(stdout))
}

/** Makes an empty project folder for the command; whoever asks removes it. */
export function commandProject(settings?: string): CommandProject {
  const folder = temporaryProject()
  const written = [settings, storeSetting()].filter((text) => text !== undefined)
  if (written.length > 0) folder.write('permille.yaml', written.join('\n'))
  const run = (...args: readonly string[]) =>
    runPermille(['--project', folder.path, ...args], { cwd: folder.path })
  return {
    folder,
    run,
    runEach: (commands) =>
      runPermilleEach(
        commands.map((args) => ['--project', folder.path, ...args]),
        { cwd: folder.path },
      ),
    async importFiles(files, ...flags) {
      return read(ImportReport, await run('import', ...files, '--yes', '--json', ...flags)).files
    },
    rank: async (...flags) => read(RankAnswer, await run('rank', '--json', ...flags)),
    query: async (...flags) => read(QueryAnswer, await run('query', '--json', ...flags)),
  }
}
