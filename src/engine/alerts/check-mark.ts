import { createHash } from 'node:crypto'
import type { Project } from '../project.ts'

/** Changes with everything alerts depend on beside the clock: rows, settings, decisions and the log of syncs. */
export async function checkMark(project: Project): Promise<string> {
  const [newest] = project.connections.runs(1)
  return createHash('sha256')
    .update(JSON.stringify([await project.answerVersion(), newest?.run ?? 0, newest?.state ?? null]))
    .digest('base64url')
}
