import type { Auth, FieldValues } from './auth/auth.ts'
import { lifetimeOfJwt } from './auth/token-exchange.ts'
import type { Clock } from './clock.ts'
import { SourceError } from './problem.ts'
import type { Received } from './received.ts'
import type { Redactor } from './redact.ts'
import type { ApiRequest, Proof } from './request.ts'

/** A token is renewed this long before it ends. */
const MARGIN_SECONDS = 60

interface Kept {
  readonly token: string
  readonly endsAt: number | null
}

/** Proves requests of one connection, asking for a token once however many requests wait for it. */
export class TokenKeeper {
  readonly #auth: Auth
  readonly #clock: Clock
  readonly #redactor: Redactor
  readonly #ask: (request: ApiRequest) => Promise<Received>
  readonly #onRotated: (field: string, value: string) => Promise<void>
  #fields: FieldValues
  #kept: Kept | null = null
  #making: Promise<Kept> | null = null

  constructor(
    auth: Auth,
    fields: FieldValues,
    clock: Clock,
    redactor: Redactor,
    ask: (request: ApiRequest) => Promise<Received>,
    onRotated: (field: string, value: string) => Promise<void>,
  ) {
    this.#auth = auth
    this.#fields = fields
    this.#clock = clock
    this.#redactor = redactor
    this.#ask = ask
    this.#onRotated = onRotated
  }

  /** The fields, with secrets that were replaced since. */
  get fields(): FieldValues {
    return this.#fields
  }

  /** Drops the token, so that the next request asks for another. */
  forget(): void {
    this.#kept = null
  }

  async prove(request: ApiRequest): Promise<Proof> {
    const context = { fields: this.#fields, now: this.#clock.now() }
    if (this.#auth.kind === 'each') {
      const proof = await this.#auth.prove(context, request)
      this.#redactor.know(
        ...Object.values({ ...proof.headers, ...proof.query, ...proof.body }).filter(isLong),
      )
      return proof
    }
    const kept = await this.#current()
    return this.#auth.place(kept.token, { fields: this.#fields, now: this.#clock.now() }, request)
  }

  async #current(): Promise<Kept> {
    const now = this.#clock.now().getTime() / 1000
    if (this.#kept !== null && (this.#kept.endsAt === null || this.#kept.endsAt > now)) return this.#kept
    this.#making ??= this.#make().finally(() => {
      this.#making = null
    })
    this.#kept = await this.#making
    return this.#kept
  }

  async #make(): Promise<Kept> {
    if (this.#auth.kind !== 'token') return { token: '', endsAt: null }
    const now = this.#clock.now()
    const request = await this.#auth.issue({ fields: this.#fields, now })
    this.#redactor.know(...secretsOf(request))
    const answer = await this.#ask({ ...request, authorised: false })
    const issued = this.#auth.read(answer.head)
    if (issued === null) {
      throw new SourceError('sign-in', { kind: 'unreadable_answer', said: 'it holds no token' }, request.url)
    }
    this.#redactor.know(issued.token)
    if (issued.rotated !== undefined && issued.rotated.value !== this.#fields[issued.rotated.field]) {
      const { field, value } = issued.rotated
      this.#redactor.know(value)
      // Kept before it is used: the old one may be worth nothing from now on.
      await this.#onRotated(field, value)
      this.#fields = { ...this.#fields, [field]: value }
    }
    const lifetime = issued.expiresIn ?? lifetimeOfJwt(issued.token, now)
    const endsAt = lifetime === null ? null : now.getTime() / 1000 + lifetime - MARGIN_SECONDS
    return { token: issued.token, endsAt }
  }
}

function isLong(text: string): boolean {
  return text.length >= 12
}

function secretsOf({ headers = {}, body }: ApiRequest): readonly string[] {
  const members = body === undefined ? {} : 'form' in body ? body.form : body.json
  return [...Object.values(headers), ...Object.values(members)].flatMap((value) =>
    typeof value === 'string' && isLong(value) ? [value] : [],
  )
}
