import { formatCsv } from '#schema/csv.ts'
import type { Fact } from '../views/facts.ts'
import type { ViewTable } from '../views/view.ts'

/** The facts as lines that begin with `#`, one for each. */
function comments(facts: readonly Fact[]): string {
  return facts.map(({ name, value }) => `# ${name}: ${value.replaceAll(/\s+/g, ' ')}\r\n`).join('')
}

/** A table as CSV; the facts above it where comments are wanted. */
export function writeCsv({ columns, rows }: ViewTable, facts: readonly Fact[]): string {
  const header = columns.map(({ name }) => name)
  return `${comments(facts)}${formatCsv(header, rows)}`
}
