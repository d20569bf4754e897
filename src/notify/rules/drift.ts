import { z } from 'zod'
import { type RestatedCount, RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { addDays } from '#schema/day.ts'
import { writeCount } from '#schema/write-count.ts'
import { defineRule, type Found } from './rule.ts'

/** Counts below this move by large shares for no reason. */
const LEAST_COUNT = 50

interface Drifted {
  readonly first: RestatedCount
  readonly days: number
  readonly before: number
  readonly now: number
  readonly share: number
}

function sumOf(own: readonly RestatedCount[]): Drifted[] {
  const [first] = own
  if (first === undefined) return []
  const before = own.reduce((sum, day) => sum + day.before, 0)
  const now = own.reduce((sum, day) => sum + day.now, 0)
  return [{ first, days: own.length, before, now, share: before === 0 ? 0 : now / before - 1 }]
}

/** A report in words: who says so, and what it tells rows apart by. */
function nameOf({ sourceLabel, report }: RestatedCount): string {
  const [, , ...grain] = report.split(' ')
  const told = grain.filter((word) => !word.startsWith('~')).map((word) => word.replaceAll('_', ' '))
  return told.length === 0 ? sourceLabel : `${sourceLabel} by ${told.join(', ')}`
}

const place = ({ source, report }: RestatedCount) => JSON.stringify([source, report])

/** Days that counted as complete a week ago and were rewritten since. */
export const drift = defineRule({
  name: 'drift',
  label: 'Days rewritten',
  summary: 'days that were mature a week ago say something else now',
  settings: z.strictObject({ share: z.number().positive().max(10).default(0.1) }).prefault({}),
  judgesDays: false,
  async judge(ask, { share }, { today, matureAfter, hasRows }) {
    if (!hasRows) return { found: [], held: [] }
    const asOf = addDays(today, -7)
    const { days } = await ask({ operation: 'restatements', input: { asOf }, answer: RestatementsAnswer })
    const mature = days.filter(({ day }) => day <= addDays(asOf, -matureAfter))
    const drifted = [
      ...Map.groupBy(mature, (day) => JSON.stringify([place(day), day.field, day.basis])).values(),
    ]
      .flatMap(sumOf)
      .filter((sum) => Math.max(sum.before, sum.now) >= LEAST_COUNT && Math.abs(sum.share) >= share)
    const found = [...Map.groupBy(drifted, ({ first }) => place(first)).values()].flatMap(
      (fields): Found[] => {
        const [worst] = fields.toSorted((a, b) => Math.abs(b.share) - Math.abs(a.share))
        if (worst === undefined) return []
        const { first } = worst
        const percent = `${worst.share > 0 ? '+' : '−'}${Math.round(Math.abs(worst.share) * 100)} %`
        const what = first.field.replace('event.', '').replaceAll('_', ' ')
        return [
          {
            object: place(first),
            name: nameOf(first),
            message: `${first.sourceLabel} rewrote ${worst.days} ${worst.days === 1 ? 'day that was' : 'days that were'} complete a week ago: ${what} ${percent}`,
            figures: fields.map((sum) => ({
              label: sum.first.field.replace('event.', ''),
              value: `${writeCount(sum.before, 0)} → ${writeCount(sum.now, 0)}`,
            })),
            networks: [],
            shows: {
              operation: 'restatements',
              input: { source: first.source, asOf },
              page: '/data/restatements',
            },
          },
        ]
      },
    )
    return { found, held: [] }
  },
})
