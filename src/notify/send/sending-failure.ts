/** Why a message did not arrive; nothing in it is secret. */
export class SendingFailure extends Error {
  override readonly name = 'SendingFailure'
  /** Seconds the receiver asked to wait. */
  readonly retryAfter: number | null

  constructor(
    message: string,
    options: { readonly retryAfter?: number | null; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.retryAfter = options.retryAfter ?? null
  }
}
