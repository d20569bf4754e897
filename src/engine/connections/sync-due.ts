import { PermilleError } from '#schema/error.ts'
import { LOCAL } from '../access/caller.ts'
import { sync } from '../operations/sync.ts'
import type { Project } from '../project.ts'

const WHO = { ...LOCAL, name: 'schedule' }

/** Begins a sync of the connections that are due now, as one job; answers their names. */
export function syncDue(project: Project): readonly string[] {
  const due = project.connections.due()
  if (due.length === 0) return due
  sync.run(project, { source: due }, { localFiles: false, caller: WHO }).catch((error: unknown) => {
    // The job and the log of syncs hold what went wrong; only what nobody foresaw is told here.
    if (!(error instanceof PermilleError)) console.error('scheduled sync:', error)
  })
  return due
}
