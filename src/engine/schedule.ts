import { Cron } from 'croner'
import { checkDue } from './alerts/check-due.ts'
import { syncDue } from './connections/sync-due.ts'
import type { Project } from './project.ts'

/**
 * Does what falls due, looking every minute: syncs, checks of alerts, messages to be tried again; what was missed too.
 * Answers how to stop.
 */
export function startSchedule(project: Project): () => Promise<void> {
  const stop = new AbortController()
  let running = Promise.resolve()
  const clock = new Cron('* * * * *', { protect: true, unref: true }, () => {
    syncDue(project)
    running = checkDue(project, stop.signal).then(() => {})
    return running
  })
  return async () => {
    clock.stop()
    stop.abort()
    await project.jobs.close()
    await running
  }
}
