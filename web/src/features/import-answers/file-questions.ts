import type { ImportedFile } from '#schema/answer/import-report.ts'

export type FileQuestion = 'dateOrder' | 'app' | 'os'

/** What a person has to say before a table can be stored. */
export function listQuestions(table: ImportedFile): FileQuestion[] {
  if (table.status !== 'needs_answer') return []
  const words = (table.refusal?.code ?? '').split(/[^a-z]+/i)
  const asked: FileQuestion[] = []
  if (words.includes('date') || words.includes('dates')) asked.push('dateOrder')
  if (words.includes('app')) asked.push('app')
  if (words.includes('os')) asked.push('os')
  return asked.length > 0 ? asked : ['dateOrder', 'app', 'os']
}
