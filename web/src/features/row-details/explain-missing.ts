import type { RankRow } from '#schema/answer/rank-answer.ts'

const RELATED: Readonly<Record<string, readonly string[]>> = {
  perMille: ['rate'],
  rate: ['perMille'],
  interval: ['rate', 'perMille'],
  shrunk: ['rate'],
  rank: ['shrunk', 'rate'],
}

/** The reason a field of a row is empty, in the server's words where it gave any. */
export function explainMissing(row: RankRow, field: string): string {
  for (const name of [field, ...(RELATED[field] ?? [])]) {
    const reason = row.notComputed[name]
    if (reason !== undefined) return reason
  }
  return 'The sources do not report this.'
}
