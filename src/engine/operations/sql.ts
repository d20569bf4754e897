import { z } from 'zod'
import { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { PermilleError } from '#schema/error.ts'
import { Sample } from './inputs.ts'
import { defineOperation } from './operation.ts'
import { formatNumber } from './presentation.ts'

const SECONDS = 60
const MOST_ROWS = 100_000

function cellText(cell: string | number | boolean | null): string {
  if (cell === null) return '—'
  return typeof cell === 'number' ? formatNumber(cell) : String(cell)
}

export const sql = defineOperation({
  name: 'sql',
  summary: 'Read the landed rows with SQL',
  description:
    'Runs one SELECT over the documented views (delivery, outcome, loads, quarantined, names, rates) and nothing else: no file, no other table, no change. Rows are as landed; which report answers, matching and conversion of money are left to query and rank.',
  examples: [
    'sql "SELECT source, sum(impressions) FROM delivery GROUP BY ALL"',
    'sql "DESCRIBE outcome"',
    'sql "SELECT day, event, sum(count) FROM outcome GROUP BY ALL ORDER BY day" --limit 50 --json',
  ],
  kind: 'question',
  isMomentary: true,
  plainArguments: 'statement',
  input: z.object({
    statement: z
      .union([z.string(), z.array(z.string())])
      .transform((value) => (Array.isArray(value) ? value.join(' ') : value))
      .default('')
      .meta({ description: 'the SELECT statement' }),
    limit: z.coerce
      .number()
      .int()
      .positive()
      .max(MOST_ROWS)
      .default(1000)
      .meta({ description: 'first rows only' }),
    sample: Sample.optional(),
  }),
  output: SqlQueryAnswer,
  async run(project, { statement, limit, sample }) {
    if (statement.trim() === '') {
      throw new PermilleError('usage', 'name the statement', {
        remedy: 'permille sql "SELECT source, sum(impressions) FROM delivery GROUP BY ALL"',
      })
    }
    const store = await project.store(sample)
    const { columns, rows, isCut } = await store.warehouse.askSql(statement, { limit, seconds: SECONDS })
    const cut = {
      code: 'first_rows_only',
      severity: 'info' as const,
      message: `These are the first ${formatNumber(limit)} rows; there are more.`,
    }
    return {
      columns: columns.map((column) => ({ ...column })),
      rows: rows.map((row) =>
        row.map((cell) => (typeof cell === 'object' && cell !== null ? cell.join(', ') : cell)),
      ),
      sql: statement,
      notes: isCut ? [cut] : [],
      freshness: await store.freshness(),
    }
  },
  present: ({ columns, rows, notes }) => [
    {
      kind: 'table',
      columns: columns.map(({ name, type }) => ({
        label: name,
        align: /INT|DOUBLE|DECIMAL|FLOAT/i.test(type) ? ('right' as const) : ('left' as const),
      })),
      rows: rows.map((row) => row.map(cellText)),
    },
    { kind: 'notes', notes },
  ],
})
