import { FileAnswer } from '#schema/answer/file-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { report } from '../operations/report.ts'
import type { Project } from '../project.ts'

/** The report a link is bound to, freshly answered, and its opening written down; `null` where the link does not hold. */
export async function openShare(project: Project, secret: string): Promise<string | null> {
  const { shareLinks } = project.access
  const link = shareLinks.find(secret)
  if (link === null || !project.access.isHeeded(link.user)) return null
  const { id, name, input } = link
  const act = { who: `link ${name}`, what: 'open share', detail: { id } }
  try {
    const { content } = FileAnswer.parse(await report.run(project, input, { localFiles: false }))
    shareLinks.opened(id)
    project.audit.add({ ...act, outcome: 'done' })
    return content
  } catch (error) {
    project.audit.add({ ...act, outcome: error instanceof PermilleError ? error.code : 'internal' })
    throw error
  }
}
