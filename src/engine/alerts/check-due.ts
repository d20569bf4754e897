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

/** After a failure the same is left alone for so long: what it needs may be back by then. */
const REST_MS = 15 * 60_000
const resting = new WeakMap<Project, Map<string, number>>()

/** Does a part of the work by itself, so that none keeps another from being done; `null` where it failed or rests. */
async function apart<Result>(
  project: Project,
  name: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const own = resting.get(project) ?? new Map<string, number>()
  resting.set(project, own)
  if ((own.get(name) ?? 0) > project.now.getTime()) return null
  try {
    return await work()
  } catch (error) {
    own.set(name, project.now.getTime() + REST_MS)
    // The job holds what went wrong; only what nobody foresaw is told here.
    if (!(error instanceof PermilleError)) console.error(`${name}:`, error)
    return null
  }
}

/** Checks alerts where that is due, and sends what waits; answers whether it checked. */
export async function checkDue(project: Project, signal?: AbortSignal): Promise<boolean> {
  const checked = await apart(project, 'scheduled check of alerts', async () => {
    const isNow = await isCheckDue(project)
    if (isNow) await alertsCheck.run(project, {}, { localFiles: false, caller: WHO })
    return isNow
  })
  if (signal?.aborted !== true) await apart(project, 'weekly report', () => reportDue(project))
  if (signal?.aborted !== true) await apart(project, 'sending', () => sendDue(project, signal))
  return checked ?? false
}

/** After a command that loaded rows without a server: checks where somebody waits to be told. */
export async function checkAfterCommand(project: Project, operation: string): Promise<void> {
  if (!LOADING.has(operation) || channelsOf(project.config.notify).length === 0) return
  await checkDue(project)
}
