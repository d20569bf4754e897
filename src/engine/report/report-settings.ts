import { z } from 'zod'
import { WEEKDAYS } from '#schema/day.ts'
import { DailySchedule } from '../connections/daily-schedule.ts'

/** Reports that are sent by themselves, as `permille.yaml` says it. */
export const ReportSettings = z
  .strictObject({
    weekly: z
      .union([z.literal('off'), DailySchedule.options[1].extend({ on: z.enum(WEEKDAYS).default('monday') })])
      .default('off'),
  })
  .prefault({})
