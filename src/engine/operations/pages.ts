import { z } from 'zod'
import { PagesAnswer } from '#schema/answer/pages-answer.ts'
import { answerNotes, resolvedQuestion } from './answer-parts.ts'
import { PageInputs, pageOf } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { pagesOf } from './pages-of.ts'
import { PagesInputs } from './pages-parts.ts'
import { presentPages } from './present-pages.ts'

export const pages = defineOperation({
  name: 'pages',
  summary: 'What landing pages and store pages make of their clicks, and how they load',
  description:
    'Puts conversions per click by landing or store page: as measured, and on one mix of networks, countries and systems, each with its interval. How long a landing page takes to load, how large it is and where it leads stands beside, where `pages time` was asked for it. Pages are chosen, not assigned: a page that loads fast and converts well need not convert because of that.',
  examples: ['pages', 'pages --by store_page --last 28d', 'pages --where "network = meta" --json'],
  kind: 'question',
  // Pages are timed at any moment, and answers kept by their rows would not say so.
  isMomentary: true,
  input: z.object({ ...PagesInputs, ...PageInputs }),
  output: PagesAnswer,
  async run(project, input) {
    const store = await project.store(input.sample)
    const { asked, context, evidence, rows, notes, sql } = await pagesOf(store, input)
    const timings = project.pageTimings.newest()
    const freshness = await store.freshness(context)
    return {
      question: {
        ...resolvedQuestion(evidence.answer, context),
        by: input.by,
        event: asked.event,
      },
      rows: pageOf(rows, input).map((row) => ({ ...row, timing: timings.get(row.name) ?? null })),
      notes: [...answerNotes(evidence.answer, context, freshness), ...notes],
      sql,
      freshness,
    }
  },
  present: presentPages,
})
