import { z } from 'zod'
import { FileAnswer } from '#schema/answer/file-answer.ts'
import { EXPORT_FORMATS, FILE_TYPES } from '../export/formats.ts'
import { writeCsv } from '../export/write-csv.ts'
import { writeParquet } from '../export/write-parquet.ts'
import { writeXlsx } from '../export/write-xlsx.ts'
import type { Project } from '../project.ts'
import { type AnsweredView, askView } from '../views/ask-view.ts'
import { factsOf } from '../views/facts.ts'
import { fileNameOf } from '../views/file-name.ts'
import { askedView, ViewInputs } from '../views/view-input.ts'
import { Flag } from './inputs.ts'
import { defineOperation } from './operation.ts'

async function bytesOf(format: 'xlsx' | 'parquet', view: AnsweredView, project: Project): Promise<Buffer> {
  const facts = factsOf(view)
  if (format === 'xlsx') return writeXlsx(view.name, view.table, facts)
  const { warehouse } = project.own
  return writeParquet(view.table, facts, { warehouse, scratch: project.folder.scratch })
}

export const exportRows = defineOperation({
  name: 'export',
  summary: 'The rows of an answer as CSV, XLSX or Parquet',
  description:
    'Asks rank, compare, query, creatives or fraud and answers all their rows as a file: numbers as numbers, ids as text, absent numbers empty. An XLSX carries the question, days, zone, basis, currency and notes on a second sheet, Parquet in its metadata, a CSV in lines that begin with # where comments are asked for.',
  examples: [
    'export --by creative > creatives.csv',
    'export --last 28d --output winners.xlsx',
    'export --of query --metrics spend,installs,ipm --by network,day --output days.parquet',
    'export --of fraud --network "Unity Ads" --verdict fraudulent --comments --output refund.csv',
    'export --of compare "Hook A" "Hook B" --comments --output hooks.csv',
  ],
  kind: 'question',
  answersFile: Object.values(FILE_TYPES),
  plainArguments: 'objects',
  input: z.object({
    format: z.enum(EXPORT_FORMATS).default('csv').meta({ description: 'kind of file' }),
    comments: Flag.meta({
      description: 'put the question and its notes above the rows of a CSV, in lines that begin with #',
    }),
    ...ViewInputs,
  }),
  output: FileAnswer,
  async run(project, { format, comments, ...input }) {
    const view = await askView(project, askedView(input))
    const file = { name: fileNameOf(view, format), type: FILE_TYPES[format], rows: view.table.rows.length }
    if (format === 'csv') {
      const content = writeCsv(view.table, comments ? factsOf(view) : [])
      return { ...file, encoding: 'text' as const, content }
    }
    const bytes = await bytesOf(format, view, project)
    return { ...file, encoding: 'base64' as const, content: bytes.toString('base64') }
  },
  present: ({ name, rows }) => [{ kind: 'text', text: `${name}: ${rows} rows` }],
})
