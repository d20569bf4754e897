import { z } from 'zod'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import { writeReport } from '../report/write-report.ts'
import { askView } from '../views/ask-view.ts'
import { fileNameOf } from '../views/file-name.ts'
import { withFirstRows } from '../views/first-rows.ts'
import { askedView, ViewInputs } from '../views/view-input.ts'
import { ReportTitle } from './inputs.ts'
import { defineOperation } from './operation.ts'

export const report = defineOperation({
  name: 'report',
  summary: 'An answer as one HTML file to read, print or send',
  description:
    'Asks rank, compare, query or creatives and answers a page of its own: rows with their intervals drawn, decisions with reasons, notes, and the question, days, basis and freshness it rests on. It has no script, loads nothing and is readable on paper. The first 100 rows unless limit says otherwise.',
  examples: [
    'report --last 28d --output winners.html',
    'report --of compare "Hook A" "Hook B" --title "Hooks of April" --output hooks.html',
  ],
  kind: 'question',
  answersFile: ['text/html'],
  plainArguments: 'objects',
  input: z.object({ title: ReportTitle.optional(), ...ViewInputs }),
  output: FileAnswer,
  async run(project, { title, ...input }) {
    const view = await askView(project, withFirstRows(askedView(input)))
    return {
      name: fileNameOf(view, 'html'),
      type: 'text/html; charset=utf-8',
      encoding: 'text' as const,
      content: await writeReport(view, title),
      rows: view.table.rows.length,
    }
  },
  present: ({ name, rows }) => [{ kind: 'text', text: `${name}: ${rows} rows` }],
})
