export const ERROR_CODES = [
  'usage',
  'input_refused',
  'not_found',
  'method_not_allowed',
  'conflict',
  'busy',
  'unauthenticated',
  'forbidden',
  'rate_limited',
  'too_large',
  'unsupported',
  'unavailable',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

/** The one error permille throws on purpose: what is wrong in one sentence, what to do in another. */
export class PermilleError extends Error {
  override readonly name = 'PermilleError'
  readonly code: ErrorCode
  readonly remedy: string | null
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    options: { remedy?: string; details?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.remedy = options.remedy ?? null
    this.details = options.details ?? {}
  }
}
