import type { ReactNode } from 'react'
import type { Freshness } from '#schema/answer/freshness.ts'
import type { ResolvedQuestion } from '#schema/answer/question.ts'
import type { Note } from '#schema/note.ts'
import { describeDays } from './describe-question.ts'

export type OriginFact = readonly [string, ReactNode]

/** Where the numbers of an answer come from. */
export interface Origin {
  question: readonly OriginFact[]
  /** Who says so, by measure; `null` where the answer names nobody. */
  basis: ResolvedQuestion['basis'] | null
  freshness: Freshness
  /** What is known of the answer besides how new it is. */
  answered?: readonly OriginFact[]
  notes: readonly Note[]
  sql: readonly string[]
}

interface AnswerAboutRows {
  question: ResolvedQuestion
  notes: readonly Note[]
  sql?: readonly string[]
  freshness: Freshness
}

/** The origin of any answer about rows, with what it counted said first. */
export function originOf(answer: AnswerAboutRows, counted: readonly OriginFact[]): Origin {
  const { question, notes, sql = [], freshness } = answer
  return {
    question: [
      ...counted,
      ['Days', describeDays(question)],
      ['Time zone', question.timezone],
      ['Filters', question.filters.length === 0 ? 'none' : question.filters.join('; ')],
    ],
    basis: question.basis,
    freshness,
    notes,
    sql,
  }
}
