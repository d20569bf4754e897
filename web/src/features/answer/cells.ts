import type { QueryAnswer } from '#schema/answer/query-answer.ts'

type Row = QueryAnswer['rows'][number]

export function numberAt(row: Row | undefined, column: string): number | null {
  const value = row?.[column]
  return typeof value === 'number' ? value : null
}

export function textAt(row: Row | undefined, column: string): string | null {
  const value = row?.[column]
  return typeof value === 'string' ? value : null
}

/** Why a column has no value, in the server's words where it gave any. */
export function whyMissing({ notComputed }: Pick<QueryAnswer, 'notComputed'>, column: string): string {
  const [, reason] = Object.entries(notComputed).find(([name]) => name.startsWith(column)) ?? []
  return reason ?? 'The sources do not report this.'
}
