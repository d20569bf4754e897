/** Why a page could not be fetched: nobody may ask there, or nobody answers as expected. */
export class FetchFailure extends Error {
  override readonly name = 'FetchFailure'
  readonly code: 'forbidden' | 'unavailable'
  /** Whether the same request may succeed later. */
  readonly mayPass: boolean

  constructor(code: 'forbidden' | 'unavailable', message: string, mayPass: boolean, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.mayPass = mayPass
  }
}
