import { type ErrorCode, PermilleError } from '#schema/error.ts'
import type { Json } from './json.ts'

/** What can be wrong between a connection and its source. */
export const PROBLEMS = {
  wrong_key: 'the key is not accepted',
  missing_permission: 'the key lacks a permission',
  wrong_account: 'the account, organisation or app is not found',
  not_enabled: 'the account is not enabled for this API',
  clock_skew: 'the clock of this machine differs from the source’s',
  version_retired: 'this version of the API is no longer served',
  bad_request: 'the source refuses the request',
  window_too_large: 'the range of days is too long for the source',
  rate_limited: 'the source asks to wait',
  server_error: 'the source has an error of its own',
  timeout: 'the source did not answer in time',
  unreachable: 'the source cannot be reached',
  cut: 'the answer ended too early',
  too_large: 'the answer is larger than it may be',
  refused_address: 'the answer leads to an address that is not asked',
  unreadable_answer: 'the answer cannot be read',
  job_pending: 'the report is not ready',
  job_failed: 'the source could not make the report',
  job_expired: 'the report was made and is gone',
} as const
export type ProblemKind = keyof typeof PROBLEMS

/** One thing that is wrong, in the source's own words where it has any. */
export interface Problem {
  readonly kind: ProblemKind
  /** What the source said. */
  readonly said?: string
  /** The permission that is missing. */
  readonly permission?: string
  /** How long the source asks to wait. */
  readonly waitSeconds?: number
}

const TRANSIENT = new Set<ProblemKind>(['rate_limited', 'server_error', 'timeout', 'unreachable', 'cut'])

/** Whether asking again may help. */
export function isTransient({ kind }: Problem): boolean {
  return TRANSIENT.has(kind)
}

const REMEDIES: Readonly<Partial<Record<ProblemKind, string>>> = {
  wrong_key:
    'enter the key again with `permille connect`; it may belong to another product or have been revoked',
  missing_permission: 'give the key that permission, or ask whoever manages the account',
  wrong_account: 'check the account id; the page of this source says where to find it',
  not_enabled: 'ask the source to enable API access for the account',
  clock_skew: 'set the clock of this machine (date and time zone)',
  version_retired: 'update permille, or set a newer version of the API for this connection',
  rate_limited: 'try again later; nothing was lost',
  server_error: 'try again later; nothing was lost',
  timeout: 'try again later; nothing was lost',
  unreachable: 'check the network of this machine, then try again',
  cut: 'try again later; nothing was lost',
}

const CODES: Readonly<Partial<Record<ProblemKind, ErrorCode>>> = {
  wrong_key: 'forbidden',
  missing_permission: 'forbidden',
  wrong_account: 'not_found',
  not_enabled: 'forbidden',
  too_large: 'too_large',
}

/** A source that did not give what it was asked for. Its texts hold no secret. */
export class SourceError extends PermilleError {
  readonly problem: Problem

  constructor(label: string, problem: Problem, asked: string, options: { cause?: unknown } = {}) {
    const said = problem.said === undefined || problem.said === '' ? '' : `: ${problem.said}`
    const permission = problem.permission === undefined ? '' : ` (${problem.permission})`
    const remedy = REMEDIES[problem.kind]
    super(CODES[problem.kind] ?? 'unavailable', `${label}: ${PROBLEMS[problem.kind]}${permission}${said}`, {
      ...(remedy === undefined ? {} : { remedy }),
      details: { kind: problem.kind, asked },
      ...options,
    })
    this.problem = problem
  }
}

/** An answer as a connector judges it. */
export interface JudgedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body where it is small or JSON; the beginning of a large one. */
  readonly text: string
  /** The body where it is JSON. */
  readonly json: Json | undefined
}

const LONGEST_SAID = 300

/** The words of an error body: the usual members of JSON, else its text without markup. */
export function saidIn({ json, text }: Pick<JudgedAnswer, 'json' | 'text'>): string {
  const words: string[] = []
  const look = (value: Json | undefined, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > 3) return
    for (const [name, member] of Object.entries(value)) {
      if (
        /^(message|msg|detail|details|title|error|error_description|errors|reason|code)$/i.test(name) ||
        Array.isArray(value)
      ) {
        if (typeof member === 'string' && !words.includes(member)) words.push(member)
        else look(member, depth + 1)
      }
    }
  }
  look(json, 0)
  const plain = text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return (words.length > 0 ? words.join(', ') : plain).slice(0, LONGEST_SAID)
}

const BY_STATUS: Readonly<Record<number, ProblemKind>> = {
  401: 'wrong_key',
  403: 'missing_permission',
  404: 'wrong_account',
  408: 'timeout',
  410: 'version_retired',
  413: 'window_too_large',
  429: 'rate_limited',
}

/** What a status alone says; `null` for one that is fine. */
export function problemOfStatus(answer: JudgedAnswer): Problem | null {
  const { status } = answer
  if (status >= 200 && status < 300) return null
  const kind = BY_STATUS[status] ?? (status >= 500 ? 'server_error' : 'bad_request')
  return { kind, said: `${status} ${saidIn(answer)}`.trim() }
}
