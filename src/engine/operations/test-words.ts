import type { TestState } from '#schema/answer/test-state.ts'

const VERDICTS: Readonly<Record<NonNullable<TestState['verdict']>, string>> = {
  invalid: 'invalid',
  winner: 'winner',
  ahead: 'ahead',
  no_meaningful_difference: 'no meaningful difference',
  keep_running: 'keep running',
}

const STATUSES: Readonly<Record<TestState['status'], string>> = {
  not_read: 'not read',
  not_begun: 'not begun',
  running: 'running',
  ended: 'ended',
}

/** Where a test stands, in words. */
export function statusWords({ status }: Pick<TestState, 'status'>): string {
  return STATUSES[status]
}

/** A verdict in words, with the arm it is about. */
export function verdictWords({ verdict, leader }: Pick<TestState, 'verdict' | 'leader'>): string {
  if (verdict === null) return '—'
  return leader === null ? VERDICTS[verdict] : `${VERDICTS[verdict]}: ${leader}`
}
