import { WeekReportAnswer } from '#schema/answer/week-answer.ts'
import { WEEKDAYS } from '#schema/day.ts'
import { isDue } from '../connections/daily-schedule.ts'
import { reportWeekly } from '../operations/report-weekly.ts'
import { channelsOf } from '../outbox/notify-settings.ts'
import type { Project } from '../project.ts'
import { weekMessage } from './week-message.ts'

const WEEKLY = 'weekly'

/** Puts the weekly report into the outbox where its hour has come since the last one; answers whether it did. */
export async function reportDue(project: Project): Promise<boolean> {
  const { reports, notify, timezone } = project.config
  const { weekly } = reports
  const channels = channelsOf(notify)
  if (weekly === 'off' || channels.length === 0) return false
  const { now, outbox } = project
  const last = outbox.reportedAt(WEEKLY)
  if (last === null) {
    // Nobody expects a report at the moment they ask for one on Mondays.
    outbox.reported(WEEKLY, now)
    return false
  }
  // Sunday is 0 to cron, and the last of the list.
  const weekday = (WEEKDAYS.indexOf(weekly.on) + 1) % WEEKDAYS.length
  if (!isDue({ at: weekly.at, zone: weekly.zone ?? timezone, weekday }, last, now)) return false
  // A sample is nobody's week.
  if (await project.own.isEmpty()) return false
  const { week, name, content } = WeekReportAnswer.parse(
    await reportWeekly.run(project, {}, { localFiles: false }),
  )
  outbox.add(
    weekMessage(week, { name, type: 'text/html; charset=utf-8', content }, notify.address ?? null),
    channels,
    now,
  )
  outbox.reported(WEEKLY, now)
  return true
}
