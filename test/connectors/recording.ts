import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Answer = z.strictObject({
  status: z.number().int().default(200),
  headers: z.record(z.string(), z.string()).default({}),
  /** Text as it is sent, JSON, or the lines of a table. */
  body: z.unknown().default(''),
})
export type RecordedAnswer = z.infer<typeof Answer>

const Exchange = z.strictObject({
  /** What others are written `like`. */
  name: z.string().optional(),
  when: z.strictObject({
    method: z.string().optional(),
    host: z.string(),
    path: z.string(),
    /** Parameters that must be there with these values; others are not looked at. */
    query: z.record(z.string(), z.string()).default({}),
    /** Parameters that must not be there. */
    without: z.array(z.string()).default([]),
    /** Members a JSON body must have with these values. */
    json: z.record(z.string(), z.unknown()).optional(),
    /** Pieces of text the body must hold. */
    holds: z.array(z.string()).default([]),
    /** Header lines that must match these regular expressions. */
    headers: z.record(z.string(), z.string()).default({}),
  }),
  /** How often it is answered; later requests meet the next exchange that fits. Always where nothing is said. */
  times: z.number().int().positive().optional(),
  answer: Answer,
})
export type RecordedExchange = z.infer<typeof Exchange>

const Totals = z.strictObject({
  rows: z.number().int(),
  impressions: z.number().optional(),
  clicks: z.number().optional(),
  installs: z.number().optional(),
  spend: z.number().optional(),
})

const NotApplicable = z.strictObject({ not_applicable: z.string() })
/** One answer in the place of the first one of the report, and what must come of it. */
const Refusal = z.strictObject({ answer: Answer, kind: z.string() })
/** Exchanges before the usual ones, and the rows after them. */
const Variant = z.strictObject({ exchanges: z.array(Exchange), expect: Totals })

const Recording = z.strictObject({
  /** The moment the first sync is at. */
  clock: z.iso.datetime(),
  fields: z.record(z.string(), z.string()),
  reports: z.array(z.string()).optional(),
  since: z.string(),
  exchanges: z.array(Exchange),
  expect: Totals,
  /** Ranges of days whose rows add up to the total the source states of them. */
  agreeing: z.number().int().default(0),
  /** Impressions of the usual answers by the values of a dimension: names, days and countries are where they belong. */
  by: z.record(z.string(), z.record(z.string(), z.number())).default({}),
  /** Pieces of text that the usual rows must hold as they land: what no sum shows, such as addresses of files. */
  holds: z.array(z.string()).default([]),
  /** Paths that hand out tokens; faults are put into other requests. */
  tokens: z.array(z.string()).default([]),
  /** Paths that list accounts, asked at each sync; faults are put into other requests. */
  accounts: z.array(z.string()).default([]),
  cases: z.strictObject({
    empty: z.strictObject({ exchanges: z.array(Exchange) }),
    unauthorised: Refusal,
    /** The answer to an outdated token, after which a new one is asked for. */
    token_expired: z.union([Answer, NotApplicable]),
    forbidden: z.union([Refusal, NotApplicable]),
    /** Seconds the source asks to wait; `null` where it only refuses. */
    rate_limited: z.strictObject({ answer: Answer, waits: z.number().nullable() }),
    error_in_ok: z.union([Refusal, NotApplicable]),
    truncated_table: z.union([z.strictObject({ answer: Answer }), NotApplicable]),
    job_pending: z.union([z.strictObject({ exchanges: z.array(Exchange) }), NotApplicable]),
    job_failed: z.union([Variant.partial({ expect: true }), NotApplicable]),
    job_expired: z.union([z.strictObject({ exchanges: z.array(Exchange) }), NotApplicable]),
    extra_column: Variant.extend({ unknown: z.array(z.string()) }),
    lost_column: z.strictObject({ exchanges: z.array(Exchange) }),
    wrong_type: Variant,
    restated: Variant.extend({ clock: z.iso.datetime() }),
    zone: z.union([Variant.extend({ zone: z.string() }), NotApplicable]),
  }),
})
export type Recording = z.infer<typeof Recording>

/** An exchange written as what sets it apart from a named one. */
const Similar = z.strictObject({
  like: z.string(),
  when: z.record(z.string(), z.unknown()).default({}),
  times: z.number().optional(),
  answer: z.record(z.string(), z.unknown()).default({}),
  /** Pieces of the answer's JSON text, and what stands in their place. */
  replace: z.record(z.string(), z.string()).default({}),
})

function replaced(body: unknown, pieces: Readonly<Record<string, string>>, like: string): unknown {
  let text = JSON.stringify(body)
  for (const [piece, other] of Object.entries(pieces)) {
    if (!text.includes(piece)) throw new Error(`the answer ${like} does not hold ${piece}`)
    text = text.replaceAll(piece, other)
  }
  const json: unknown = JSON.parse(text)
  return json
}

/** The exchange that a similar one stands for. */
function spellOut(written: unknown, named: ReadonlyMap<string, RecordedExchange>): unknown {
  const similar = Similar.safeParse(written)
  if (!similar.success) return written
  const { like, when, times, answer, replace } = similar.data
  const base = named.get(like)
  if (base === undefined) throw new Error(`no exchange is named ${like}`)
  return {
    when: { ...base.when, ...when },
    answer: { ...base.answer, body: replaced(base.answer.body, replace, like), ...answer },
    ...(times === undefined ? {} : { times }),
  }
}

const Written = z.looseObject({
  exchanges: z.array(Exchange),
  fields: z.record(z.string(), z.string()),
  cases: z.record(z.string(), z.looseObject({ exchanges: z.array(z.unknown()).optional() })),
})

/** Stands for a private key that is made for the test. */
const NEW_KEY = '(a new P-256 key)'

function newKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** A recording with every similar exchange spelt out. */
function spellOutAll(text: string): Recording {
  const { exchanges, fields, cases, ...rest } = Written.parse(JSON.parse(text))
  const named = new Map(exchanges.flatMap((one) => (one.name === undefined ? [] : [[one.name, one]])))
  return Recording.parse({
    ...rest,
    exchanges,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, value === NEW_KEY ? newKey() : value]),
    ),
    cases: Object.fromEntries(
      Object.entries(cases).map(([name, one]) => [
        name,
        one.exchanges === undefined
          ? one
          : { ...one, exchanges: one.exchanges.map((written) => spellOut(written, named)) },
      ]),
    ),
  })
}

function folderOf(source: string): string {
  return join(import.meta.dirname, '../../src/connectors', source, 'recorded')
}

/** The recordings of a source: `conformance`, and one for each report whose answers have another form. */
export function recordingNames(source: string): readonly string[] {
  const folder = folderOf(source)
  return existsSync(folder) ? readdirSync(folder).map((file) => file.replace(/\.json$/, '')) : []
}

/** The answers written down for a source; `null` where there are none yet. */
export function readRecording(source: string, name = 'conformance'): Recording | null {
  const path = join(folderOf(source), `${name}.json`)
  return existsSync(path) ? spellOutAll(readFileSync(path, 'utf8')) : null
}

/** Why a case does not apply, or `null` for one that does. */
export function reasonAgainst(one: object): string | null {
  return 'not_applicable' in one && typeof one.not_applicable === 'string' ? one.not_applicable : null
}
