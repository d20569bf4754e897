import { z } from 'zod'
import { WeekReportAnswer } from '#schema/answer/week-answer.ts'
import { gatherWeek } from '../report/gather-week.ts'
import { weekPage } from '../report/week-page.ts'
import { defineOperation } from './operation.ts'

export const reportWeekly = defineOperation({
  name: 'report-weekly',
  command: 'report weekly',
  summary: 'The week on one HTML page to read, print or send',
  description:
    'What changed against the week before, winners and losers with their intervals, what wears out, fraud, targets, open alerts, and how new the data is. The week is the newest seven days on which conversions are no longer expected. With --json its values come along. `reports.weekly` in permille.yaml sends it by itself.',
  examples: ['report weekly --output week.html', 'report weekly --json'],
  kind: 'question',
  isMomentary: true,
  answersFile: ['text/html'],
  input: z.object({}),
  output: WeekReportAnswer,
  async run(project) {
    const week = await gatherWeek(project)
    const { winners, losers, fatigue, fraud, targets } = week
    return {
      name: ['permille-week', ...(week.days === null ? [] : [week.days.to])].join('-').concat('.html'),
      type: 'text/html; charset=utf-8',
      encoding: 'text' as const,
      content: await weekPage(week),
      rows: winners.length + losers.length + fatigue.length + fraud.length + targets.length,
      week,
    }
  },
  present: ({ name, rows }) => [{ kind: 'text', text: `${name}: ${rows} rows` }],
})
