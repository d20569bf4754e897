import { z } from 'zod'
import { answerRestatements } from '#metrics/index.ts'
import { RestatementsAnswer } from '#schema/answer/restatements-answer.ts'
import { Day } from '#schema/day.ts'
import { PermilleError } from '#schema/error.ts'
import { nearest } from '#schema/nearest.ts'
import type { Note } from '#schema/note.ts'
import { Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { presentRestatements } from './present-restatements.ts'
import { sampleNote } from './sample-note.ts'

export const restatements = defineOperation({
  name: 'restatements',
  summary: 'What reports said before, and how their days grew since',
  description:
    'Compares what each report said of a day first, or on a date, with what it says now, and tells per source how much of a day was still added after it was 0, 1, 2 … days old. It is learnt from what later loads replaced.',
  examples: ['restatements', 'restatements --as-of 2026-03-10', 'restatements --source unity-ads'],
  kind: 'question',
  input: z.object({
    source: z.string().optional().meta({ description: 'one source only, as `sources` names it' }),
    asOf: Day.optional().meta({
      description: 'compare with what was known at the end of this day, YYYY-MM-DD',
    }),
    sample: Sample.optional(),
  }),
  output: RestatementsAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const { source = null, asOf = null } = input
    const known = [...new Set((await store.catalogue()).loads.map((load) => load.source))]
    if (source !== null && !known.includes(source)) {
      const close = nearest(source, known)
      throw new PermilleError(
        'not_found',
        `unknown source: ${source}${close === null ? '' : ` (did you mean ${close}?)`}`,
        { remedy: `sources are ${known.toSorted().join(', ')}` },
      )
    }
    const { days, drift, totals, notComputed } = await answerRestatements({ source, asOf }, store.warehouse)
    const freshness = await store.freshness()
    const notes: Note[] = [...sampleNote(freshness)]
    if (asOf !== null && totals.length === 0 && known.length > 0)
      notes.push({
        code: 'nothing_known_then',
        severity: 'warning',
        message: `Nothing that is imported was known at the end of ${asOf}.`,
      })
    if (Object.keys(notComputed).length > 0)
      notes.push({
        code: 'never_restated',
        severity: 'info',
        message: `${Object.keys(notComputed).join(', ')}: ${Object.values(notComputed)[0]}.`,
      })
    return { asOf, days: [...days], drift: [...drift], totals: [...totals], notComputed, notes, freshness }
  },
  present: presentRestatements,
})
