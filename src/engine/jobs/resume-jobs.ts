import { PermilleError } from '#schema/error.ts'
import { OPERATIONS } from '../operations/index.ts'
import type { Project } from '../project.ts'

/** Asks again for the jobs that ended with an earlier process and go on where they were; answers how many. */
export function resumeJobs(project: Project): number {
  const cut = project.jobs.takeCut()
  for (const { id, operation, input } of cut) {
    const found = OPERATIONS.find(({ name }) => name === operation)
    found?.run(project, input, { localFiles: false, resumes: id }).catch((error: unknown) => {
      // The job holds what went wrong; only what nobody foresaw is told here.
      if (!(error instanceof PermilleError)) console.error(`job ${id}:`, error)
    })
  }
  return cut.length
}
