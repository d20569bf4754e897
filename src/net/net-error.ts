/** What went wrong between us and a server, whatever it would have said. */
export type NetProblem = 'refused' | 'unreachable' | 'timeout' | 'cut' | 'too_large'

/** A request that got no whole answer; its message never holds the address asked. */
export class NetError extends Error {
  override readonly name = 'NetError'
  readonly problem: NetProblem

  constructor(problem: NetProblem, message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.problem = problem
  }
}
