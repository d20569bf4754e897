import type { ErrorCode } from '#schema/error.ts'

/** Exit codes of every command; documented in docs/reference/exit-codes.md. */
export const EXIT = { fine: 0, unexpected: 1, usage: 2, refused: 3, notFound: 4, busy: 5 } as const

const CODES: Readonly<Record<ErrorCode, number>> = {
  usage: EXIT.usage,
  unsupported: EXIT.usage,
  method_not_allowed: EXIT.usage,
  input_refused: EXIT.refused,
  too_large: EXIT.refused,
  conflict: EXIT.refused,
  unauthenticated: EXIT.refused,
  forbidden: EXIT.refused,
  rate_limited: EXIT.busy,
  not_found: EXIT.notFound,
  busy: EXIT.busy,
  unavailable: EXIT.unexpected,
  internal: EXIT.unexpected,
}

export function exitCodeOf(code: ErrorCode): number {
  return CODES[code]
}
