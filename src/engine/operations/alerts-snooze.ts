import { z } from 'zod'
import { Alert } from '#schema/answer/alerts-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { LOCAL } from '../access/caller.ts'
import { Flag, oneOf } from './inputs.ts'
import { defineOperation } from './operation.ts'

const DAY_MS = 24 * 3600 * 1000

export const alertsSnooze = defineOperation({
  name: 'alerts-snooze',
  command: 'alerts snooze',
  summary: 'Put an alert aside for some days',
  description:
    'Takes an alert off the list until the days are over; it comes back then, and is told again, if it is still so. `--undo` brings it back at once.',
  examples: ['alerts snooze 12', 'alerts snooze 12 --days 30', 'alerts snooze 12 --undo'],
  kind: 'change',
  plainArguments: 'id',
  input: z.object({
    id: oneOf(z.string().regex(/^[1-9]\d*$/, 'write the number of an alert')).meta({
      description: 'number of the alert, as `alerts` lists it',
    }),
    days: z.coerce
      .number()
      .int()
      .min(1)
      .max(365)
      .default(7)
      .meta({ description: 'days to put it aside for' }),
    undo: Flag.meta({ description: 'bring it back at once' }),
  }),
  output: z.object({ alert: Alert }),
  async run({ alertLog, now }, { id, days, undo }, { caller = LOCAL }) {
    const number = Number(id)
    const found = alertLog.find(number, now)
    if (found === null) {
      throw new PermilleError('not_found', `there is no alert ${id}`, {
        remedy: 'see `permille alerts --state all`',
      })
    }
    if (found.clearedAt !== null) {
      throw new PermilleError('conflict', `alert ${id} has cleared already`, {
        remedy: 'see `permille alerts`',
      })
    }
    const until = undo ? null : new Date(now.getTime() + days * DAY_MS)
    alertLog.snooze(number, until, undo ? null : caller.name)
    return { alert: alertLog.find(number, now) ?? found }
  },
  present: ({ alert: { id, name, label, snoozedUntil } }) => [
    {
      kind: 'text',
      text: `${id} ${label}: ${name} ${snoozedUntil === null ? 'is back on the list' : `is put aside until ${snoozedUntil.slice(0, 10)}`}.`,
    },
  ],
})
