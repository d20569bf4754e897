import type { AnsweredView } from './ask-view.ts'

/** A name for the file of an answer: `permille-rank-2026-03-01-2026-03-28.csv`. */
export function fileNameOf({ name, about: { question, freshness } }: AnsweredView, ending: string): string {
  const days = [question.from, question.to].filter((day) => day !== null)
  return `${['permille', ...(freshness.sample ? ['sample'] : []), name, ...days].join('-')}.${ending}`
}
