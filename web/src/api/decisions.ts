import type { DecisionsAnswer, DoneAction } from '#schema/answer/decisions-answer.ts'
import { postJson } from './client.ts'

/** Writes down what is suggested; `asked` is the question as the operation takes it. */
export function recordDecisions(asked: Readonly<Record<string, unknown>>): Promise<DecisionsAnswer> {
  return postJson('/api/v1/decisions-record', asked)
}

/** Says what was done; `null` leaves it to be read from delivery. */
export function enterDone(number: number, what: DoneAction | null): Promise<DecisionsAnswer> {
  return postJson('/api/v1/decisions-done', { number, ...(what === null ? {} : { what }) })
}

/** Takes a suggestion out of the log. */
export function removeDecision(number: number): Promise<DecisionsAnswer> {
  return postJson('/api/v1/decisions-remove', { number })
}
