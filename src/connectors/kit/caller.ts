import type { HttpClient } from '#net/http-client.ts'
import { NetError, type NetProblem } from '#net/net-error.ts'
import { type Shape, shapeOfJson, shapeOfTable } from './answer-shape.ts'
import type { ConnectorApi } from './api.ts'
import type { FieldValues } from './auth/auth.ts'
import { waitBefore } from './back-off.ts'
import type { Clock } from './clock.ts'
import { orAborted } from './or-aborted.ts'
import { isTransient, type Problem, type ProblemKind, problemOfStatus, SourceError } from './problem.ts'
import type { RateLimiter } from './rate-limit.ts'
import { Received } from './received.ts'
import type { Redactor } from './redact.ts'
import { type ApiRequest, bodyOf, urlOf, withProof } from './request.ts'
import { TokenKeeper } from './token-keeper.ts'

/** What asking cost. */
export interface CallCounts {
  requests: number
  retries: number
  bytes: number
  waitedSeconds: number
}

/** One exchange as it may be shown: no secret, no value. */
export interface ShownExchange {
  readonly asked: string
  readonly status: number | null
  readonly problem: ProblemKind | null
  readonly shape: Shape
}

export interface CallerOptions {
  readonly label: string
  readonly api: ConnectorApi
  readonly fields: FieldValues
  readonly http: HttpClient
  readonly clock: Clock
  readonly limiter: RateLimiter
  readonly redactor: Redactor
  /** Folder for large answers. */
  readonly scratch: string
  readonly random: () => number
  /** Keeps a secret that takes the place of a field's. */
  readonly onRotated: (field: string, value: string) => Promise<void>
  readonly onExchange?: (exchange: ShownExchange) => void
  /** Ends what is asked or waited for, and throws its reason. */
  readonly signal?: AbortSignal
}

const TRIES = 6
/** Waits longer than this are left to the next sync. */
const LONGEST_WAIT = 45 * 60

const NET_PROBLEMS: Readonly<Record<NetProblem, ProblemKind>> = {
  refused: 'refused_address',
  unreachable: 'unreachable',
  timeout: 'timeout',
  cut: 'cut',
  too_large: 'too_large',
}

/** Days of difference between two clocks are a wrong zone or year; minutes are enough to refuse a signature. */
const SKEW_SECONDS = 300

type Tried =
  | { readonly received: Received }
  | { readonly problem: Problem; readonly headers: Record<string, string> }

/** Asks one connection's source: proofs, limits, retries and judgement in one place. */
export class ApiCaller {
  readonly counts: CallCounts = { requests: 0, retries: 0, bytes: 0, waitedSeconds: 0 }
  readonly #options: CallerOptions
  readonly #tokens: TokenKeeper

  constructor(options: CallerOptions) {
    this.#options = options
    this.#tokens = new TokenKeeper(
      options.api.auth,
      options.fields,
      options.clock,
      options.redactor,
      (request) => this.#ask(request, (answer) => this.#judgeToken(answer)),
      options.onRotated,
    )
  }

  get fields(): FieldValues {
    return this.#tokens.fields
  }

  /** An error of this source, its texts without secrets. */
  error(problem: Problem, asked: string, cause?: unknown): SourceError {
    const { label, redactor } = this.#options
    const said = problem.said === undefined ? {} : { said: redactor.text(problem.said) }
    return new SourceError(
      label,
      { ...problem, ...said },
      redactor.text(asked),
      cause === undefined ? {} : { cause },
    )
  }

  /** A request as it may be shown. */
  shown(request: ApiRequest): string {
    return `${request.method ?? 'GET'} ${this.#options.redactor.url(urlOf(request))}`
  }

  /** The whole answer to a request; `check` finds what is wrong with one whose status is fine. */
  async fetch(
    request: ApiRequest,
    check: (answer: Received) => Problem | null = () => null,
  ): Promise<Received> {
    return this.#ask(request, (answer) => this.#judge(answer) ?? check(answer))
  }

  async #ask(request: ApiRequest, judge: (answer: Received) => Problem | null): Promise<Received> {
    const { api, clock, random } = this.#options
    const isToken = api.auth.kind === 'token' && request.authorised !== false
    let isRenewed = false
    for (let attempt = 0; ; attempt++) {
      const tried = await this.#try(request, judge)
      if ('received' in tried) return tried.received
      const { problem, headers } = tried
      if (problem.kind === 'wrong_key' && isToken && !isRenewed) {
        isRenewed = true
        this.#tokens.forget()
        this.counts.retries++
        continue
      }
      if (!isTransient(problem) || attempt + 1 >= TRIES) throw this.error(problem, this.shown(request))
      const wait = waitBefore(attempt, problem, headers, api.backOff ?? {}, clock.now(), random)
      if (wait > LONGEST_WAIT) throw this.error(problem, this.shown(request))
      this.counts.retries++
      await this.#wait(wait)
    }
  }

  async #wait(seconds: number): Promise<void> {
    if (seconds <= 0) return
    this.counts.waitedSeconds += seconds
    await this.pause(seconds)
  }

  /** Waits until the source may have more to say; ends with what is asked. */
  async pause(seconds: number): Promise<void> {
    const { clock, signal } = this.#options
    await orAborted(clock.wait(seconds, signal), signal)
  }

  async #try(request: ApiRequest, judge: (answer: Received) => Problem | null): Promise<Tried> {
    const { api, http, limiter, scratch, clock, signal } = this.#options
    const proven =
      request.authorised === false ? request : withProof(request, await this.#tokens.prove(request))
    const body = bodyOf(proven)
    await orAborted(limiter.turn(urlOf(proven).pathname, signal), signal)
    this.counts.requests++
    try {
      const answer = await http.send({
        method: proven.method ?? 'GET',
        url: urlOf(proven),
        headers: {
          ...(body === null ? {} : { 'content-type': body.type }),
          accept: '*/*',
          'user-agent': 'permille',
          ...proven.headers,
        },
        hosts: api.hosts,
        unpackFile: true,
        ...(signal === undefined ? {} : { signal }),
        ...(body === null ? {} : { body: body.text }),
        ...(proven.answerWithinSeconds === undefined
          ? {}
          : { answerWithinMs: proven.answerWithinSeconds * 1000 }),
      })
      const received = await Received.read(answer, scratch)
      this.counts.bytes += received.bytes
      const problem = judge(received)
      this.#show(request, received, problem)
      if (problem === null) {
        await this.#wait(api.backOff?.pause?.(received.headers) ?? 0)
        return { received }
      }
      await received.drop()
      const isSkewed = problem.kind === 'wrong_key' && this.#isSkewed(received.headers.date, clock.now())
      return {
        problem: isSkewed ? { ...problem, kind: 'clock_skew' } : problem,
        headers: { ...received.headers },
      }
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof NetError)) throw error
      const problem = { kind: NET_PROBLEMS[error.problem], said: error.message }
      this.#options.onExchange?.({
        asked: this.shown(request),
        status: null,
        problem: problem.kind,
        shape: 'none',
      })
      return { problem, headers: {} }
    }
  }

  #isSkewed(date: string | undefined, now: Date): boolean {
    const theirs = Date.parse(date ?? '')
    return !Number.isNaN(theirs) && Math.abs(theirs - now.getTime()) > SKEW_SECONDS * 1000
  }

  #judge({ status, headers, head, json }: Received): Problem | null {
    const answer = { status, headers, text: head, json }
    const judged = this.#options.api.judge?.(answer) ?? null
    return judged === 'fine' ? null : (judged ?? problemOfStatus(answer))
  }

  #judgeToken({ status, headers, head, json }: Received): Problem | null {
    const problem = problemOfStatus({ status, headers, text: head, json })
    return problem?.kind === 'bad_request' ? { ...problem, kind: 'wrong_key' } : problem
  }

  #show(request: ApiRequest, { status, json, head }: Received, problem: Problem | null): void {
    this.#options.onExchange?.({
      asked: this.shown(request),
      status,
      problem: problem?.kind ?? null,
      shape:
        json === undefined
          ? shapeOfTable(this.#options.redactor.text(head), problem === null)
          : shapeOfJson(json),
    })
  }
}
