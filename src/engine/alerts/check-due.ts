import { PermilleError } from '#schema/error.ts'
import { LOCAL } from '../access/caller.ts'
import { dailyTimeOf, isDue } from '../connections/daily-schedule.ts'
import { alertsCheck } from '../operations/alerts-check.ts'
import { channelsOf } from '../outbox/notify-settings.ts'
import { sendDue } from '../outbox/send-due.ts'
import type { Project } from '../project.ts'
import { reportDue } from '../report/weekly-schedule.ts'
import { checkMark } from './check-mark.ts'

const WHO = { ...LOCAL, name: 'schedule' }
/** Work that changes rows: what it leaves is judged when it is done. */
const LOADING = new Set(['import', 'sync', 'replay', 'restore', 'migrate', 'alerts-check'])

/** Whether alerts are to be checked now: something changed since the last check, or its hour of the day has come. */
export async function isCheckDue(project: Project): Promise<boolean> {
  if (project.jobs.running.some(({ operation }) => LOADING.has(operation))) return false
  const last = project.alertLog.lastCheck()
  if (last === null) return project.connections.all.size > 0 || !(await project.own.isEmpty())
  if (last.mark !== (await checkMark(project))) return true
  const { alerts, timezone } = project.config
  const time = dailyTimeOf(alerts.daily, { paused: false, timezone })
  return time !== null && isDue(time, new Date(last.at), project.now)
}

/** Checks alerts where that is due, and sends what waits; answers whether it checked. */
export async function checkDue(project: Project, signal?: AbortSignal): Promise<boolean> {
  try {
    const isNow = await isCheckDue(project)
    if (isNow) await alertsCheck.run(project, {}, { localFiles: false, caller: WHO })
    if (signal?.aborted !== true) await reportDue(project)
    if (signal?.aborted !== true) await sendDue(project, signal)
    return isNow
  } catch (error) {
    // The job holds what went wrong; only what nobody foresaw is told here.
    if (!(error instanceof PermilleError)) console.error('scheduled check of alerts:', error)
    return false
  }
}

/** After a command that loaded rows without a server: checks where somebody waits to be told. */
export async function checkAfterCommand(project: Project, operation: string): Promise<void> {
  if (!LOADING.has(operation) || channelsOf(project.config.notify).length === 0) return
  await checkDue(project)
}
