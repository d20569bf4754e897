import { PermilleError } from '#schema/error.ts'
import type { Note } from '#schema/note.ts'
import type { FetchedFiles } from '../assets/file-addresses.ts'
import type { Project } from '../project.ts'
import { assetsFetch } from './assets-fetch.ts'
import type { OperationContext } from './operation.ts'
import { formatNumber } from './presentation.ts'

const counted = (count: number, what: string) => `${formatNumber(count)} ${what}${count === 1 ? '' : 's'}`
const info = (code: string, message: string): Note => ({ code, severity: 'info', message })

/** Has files whose addresses came with rows fetched and read by a job that outlasts the answer, and says so, or why not. */
export async function fetchTheirFiles(
  project: Project,
  { rowsOnly }: { readonly rowsOnly: boolean },
  { goesOn, caller }: OperationContext,
): Promise<readonly Note[]> {
  const due = (await project.assets.addresses.stated()).filter(({ isDue }) => isDue).length
  if (due === 0) return []
  const files = `The files of ${counted(due, 'creative')}`
  if (goesOn !== true || rowsOnly || !project.config.fetchCreatives) {
    return [info('creative_files_left', `${files} were not fetched; \`permille assets fetch\` does.`)]
  }
  const asked = { localFiles: false, ...(caller === undefined ? {} : { caller }) }
  assetsFetch.run(project, {}, asked).catch((error: unknown) => {
    // The job holds what went wrong; only what nobody foresaw is told here.
    if (!(error instanceof PermilleError)) console.error('assets fetch:', error)
  })
  return [
    info(
      'creative_files',
      `${files} are fetched from where the rows say they are, and read; \`permille assets\` shows what came of it.`,
    ),
  ]
}

/** Says what became of files a sync asked for. */
export function fetchedNotes({ fetched, failed }: FetchedFiles): readonly Note[] {
  if (fetched + failed === 0) return []
  const missing =
    failed === 0 ? '' : `; ${counted(failed, 'creative')} could not be: \`permille assets\` says why`
  return [
    info(
      'creative_files',
      `The files of ${counted(fetched, 'creative')} were fetched and are read${missing}.`,
    ),
  ]
}
