import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { API_CONNECTORS } from '#engine/connections/find-connector.ts'
import { CheckAnswer, ConnectAnswer } from '#schema/answer/connection-answer.ts'
import { CoverageAnswer, SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { openRecorded, type RecordedProject } from './open-recorded.ts'
import {
  type RecordedAnswer,
  type RecordedExchange,
  type Recording,
  readRecording,
  reasonAgainst,
} from './recording.ts'

const PLANTED = /PLANTED[^"'\s&]*/g

let project: RecordedProject | null = null
afterEach(async () => {
  await project?.close()
  project = null
})

async function open(source: string, recording: Recording): Promise<RecordedProject> {
  project = await openRecorded(source, recording)
  return project
}

/** The totals of a project against those expected, as far as any are. */
async function expectTotals(own: RecordedProject, expected: Recording['expect']): Promise<void> {
  const totals = await own.totals()
  for (const [metric, amount] of Object.entries(expected)) {
    if (metric !== 'rows') expect(totals[metric], metric).toBeCloseTo(amount ?? 0, 4)
  }
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

/** Every form a secret may be written in. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64')
  return [secret, encodeURIComponent(secret), base64.replaceAll('=', '')]
}

function contentOf(path: string): Buffer {
  const bytes = readFileSync(path)
  return path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
}

/** Replaces the time that rate limits cost, which every test pays. */
const slow = 60_000

describe.each(API_CONNECTORS)('$source', ({ source, api }) => {
  const recording = readRecording(source)

  test('has recorded answers', () => {
    expect(recording, `write src/connectors/${source}/recorded/conformance.json`).not.toBeNull()
  })
  if (recording === null) return
  const { cases } = recording

  /** A case of the list; one that does not apply is listed with its reason. */
  const applies = (name: string, one: object, run: () => Promise<void>) => {
    const reason = reasonAgainst(one)
    if (reason === null) test(name, run, slow)
    else test.skip(`${name} (not applicable: ${reason})`, () => {})
  }

  test(
    'happy path: every slice is stored, and a second sync asks for nothing',
    async () => {
      const own = await open(source, recording)
      const first = await own.sync()
      expect(first.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(first.rows).toBe(recording.expect.rows)
      expect(first.requests).toBeGreaterThan(1)
      await expectTotals(own, recording.expect)
      const asked = own.replay.seen.length
      const second = await own.sync()
      expect(second.problems).toEqual([])
      const spared = [...recording.tokens, ...recording.accounts]
      expect(own.replay.seen.slice(asked).filter(({ path }) => !spared.includes(path))).toEqual([])
      await expectTotals(own, recording.expect)
      const { reports } = CoverageAnswer.parse(await own.ask('coverage'))
      expect(reports.flatMap(({ ranges }) => ranges.filter(({ state }) => state === 'missing'))).toEqual([])
      const { syncs } = SyncsAnswer.parse(await own.ask('syncs'))
      expect(syncs.map(({ state }) => state)).toEqual(['done', 'done'])
    },
    slow,
  )

  test(
    'an answer without rows empties its days',
    async () => {
      const own = await open(source, recording)
      await own.sync()
      own.replay.prepend(cases.empty.exchanges)
      const again = await own.sync({ from: recording.since, to: recording.clock.slice(0, 10) })
      expect(again.problems).toEqual([])
      expect(again.rows).toBe(0)
      const { reports } = CoverageAnswer.parse(await own.ask('coverage'))
      expect(reports.every(({ days }) => days.missing === 0)).toBe(true)
      expect(await own.totals()).toMatchObject({ impressions: 0, installs: 0 })
    },
    slow,
  )

  const refused = (name: string, one: { answer: RecordedAnswer; kind: string }) =>
    applies(name, one, async () => {
      const own = await open(source, recording)
      own.replay.spoil({ kind: 'answer', answer: one.answer }, 1000)
      const answer = await own.sync()
      expect(answer.problems[0]).toMatchObject({ kind: one.kind })
      expect(answer.rows).toBe(0)
      const check = ConnectAnswer.parse(await own.ask('connect', { source, test: true })).check
      expect(CheckAnswer.parse(check).findings.find(({ ok }) => !ok)?.kind).toBe(one.kind)
    })
  refused('a key that is not accepted', cases.unauthorised)
  if ('kind' in cases.forbidden) refused('a permission that is missing', cases.forbidden)
  else applies('a permission that is missing', cases.forbidden, async () => {})
  if ('kind' in cases.error_in_ok) refused('an error inside 200', cases.error_in_ok)
  else applies('an error inside 200', cases.error_in_ok, async () => {})

  /** Spoils one answer; what is stored in the end is what an undisturbed sync stores. */
  const recovers = (
    name: string,
    spoil: (own: RecordedProject) => void,
    check: (own: RecordedProject) => void = () => {},
  ) =>
    test(
      name,
      async () => {
        const own = await open(source, recording)
        spoil(own)
        const answer = await own.sync()
        expect(answer.problems).toEqual([])
        expect(answer.retries).toBeGreaterThan(0)
        expect(answer.rows).toBe(recording.expect.rows)
        await expectTotals(own, recording.expect)
        check(own)
      },
      slow,
    )

  const { token_expired: expired } = cases
  if ('status' in expired) {
    recovers(
      '401 → another token, once',
      (own) => own.replay.spoil({ kind: 'answer', answer: expired }, 1),
      (own) => {
        const asked = own.replay.seen.filter(({ path }) => recording.tokens.includes(path))
        expect(asked).toHaveLength(2)
      },
    )
  } else applies('401 → another token, once', expired, async () => {})
  recovers(
    '429 in the form of this source',
    (own) => own.replay.spoil({ kind: 'answer', answer: cases.rate_limited.answer }, 1),
    ({ clock: { waits } }) => {
      const asked = cases.rate_limited.waits
      if (asked === null) expect(waits.length).toBeGreaterThan(0)
      else
        expect(Math.min(...waits.map((wait) => Math.abs(wait - asked))), waits.join(' ')).toBeLessThan(0.01)
    },
  )
  recovers('503 twice', (own) =>
    own.replay.spoil({ kind: 'answer', answer: { status: 503, headers: {}, body: 'busy' } }, 2),
  )
  recovers('no answer in time', (own) => own.replay.spoil({ kind: 'silent' }, 1))
  recovers('a connection cut in the middle', (own) => own.replay.spoil({ kind: 'cut' }, 1))
  recovers('a gzip that ends early', (own) => own.replay.spoil({ kind: 'half_gzip' }, 1))
  const { truncated_table: truncated } = cases
  if ('answer' in truncated) {
    recovers('a table without its end', (own) =>
      own.replay.spoil({ kind: 'answer', answer: truncated.answer }, 1),
    )
  } else applies('a table without its end', truncated, async () => {})

  test(
    'an error that stays ends in a sentence, and the next sync goes on',
    async () => {
      const own = await open(source, recording)
      own.replay.spoil({ kind: 'answer', answer: { status: 500, headers: {}, body: 'PLANTED-in-error' } }, 6)
      const failed = await own.sync()
      expect(failed.problems.map(({ kind }) => kind)).toEqual(['server_error'])
      const after = await own.sync()
      expect(after.problems).toEqual([])
      await expectTotals(own, recording.expect)
    },
    slow,
  )

  test(
    'a redirect to another host is refused, and nothing goes there',
    async () => {
      const own = await open(source, recording)
      const answer = { status: 302, headers: { location: 'https://evil.example/steal' }, body: '' }
      own.replay.spoil({ kind: 'answer', answer }, 1)
      const synced = await own.sync()
      expect(synced.problems[0]?.kind).toBe('refused_address')
      expect(own.replay.seen.some(({ host }) => host === 'evil.example')).toBe(false)
    },
    slow,
  )

  const varied = (
    name: string,
    one: {
      exchanges: readonly RecordedExchange[]
      expect?: Recording['expect']
      unknown?: readonly string[]
    },
  ) =>
    applies(name, one, async () => {
      const own = await open(source, recording)
      own.replay.prepend(one.exchanges)
      const answer = await own.sync()
      expect(answer.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      const expected = one.expect ?? recording.expect
      expect(answer.rows).toBe(expected.rows)
      await expectTotals(own, expected)
      expect(answer.unknownColumns).toEqual(expect.arrayContaining([...(one.unknown ?? [])]))
      expect(answer.unknownColumns.length).toBe(one.unknown?.length ?? 0)
    })
  type Variant = { exchanges: RecordedExchange[]; expect?: Recording['expect'] }
  const optional = (name: string, one: Variant | { not_applicable: string }) => {
    if ('exchanges' in one) varied(name, one)
    else applies(name, one, async () => {})
  }
  optional('a report that has to be waited for', cases.job_pending)
  optional('a report that fails is asked for in halves', cases.job_failed)
  optional('a report that is gone is made again', cases.job_expired)
  varied('a column more is kept and named', cases.extra_column)
  optional('days of another zone', cases.zone)

  test(
    'a column less changes nothing that is stored',
    async () => {
      const own = await open(source, recording)
      await own.sync()
      own.replay.prepend(cases.lost_column.exchanges)
      const answer = await own.sync({ from: recording.since })
      expect(answer.problems[0]?.kind).toBe('input_refused')
      await expectTotals(own, recording.expect)
    },
    slow,
  )

  test(
    'a cell of the wrong type is quarantined, the rest is stored',
    async () => {
      const own = await open(source, recording)
      own.replay.prepend(cases.wrong_type.exchanges)
      const answer = await own.sync()
      expect(answer.problems).toEqual([])
      expect(answer.quarantined).toBeGreaterThan(0)
      await expectTotals(own, cases.wrong_type.expect)
    },
    slow,
  )

  test(
    'numbers that change later take the place of the earlier ones',
    async () => {
      const own = await open(source, recording)
      await own.sync()
      own.clock.set(cases.restated.clock)
      own.replay.prepend(cases.restated.exchanges)
      const answer = await own.sync()
      expect(answer.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(answer.rows).toBe(cases.restated.expect.rows)
      await expectTotals(own, cases.restated.expect)
    },
    slow,
  )

  test(
    'no secret is written anywhere',
    async () => {
      const own = await open(source, recording)
      const said: unknown[] = [await own.sync(), await own.ask('connect', { source, test: true })]
      own.replay.spoil({ kind: 'answer', answer: cases.unauthorised.answer }, 1000)
      said.push(await own.sync({ from: recording.since }), await own.ask('connect', { source, test: true }))
      for (const question of ['connections', 'syncs', 'coverage', 'sources', 'project', 'doctor']) {
        said.push(await own.ask(question))
      }
      const secrets = api.fields.flatMap(({ name, secret }) => (secret ? (recording.fields[name] ?? []) : []))
      expect(secrets.length).toBeGreaterThan(0)
      for (const form of secrets.flatMap(formsOf)) {
        expect(JSON.stringify(said)).not.toContain(form)
        for (const path of filesBelow(own.folder.path)) {
          expect(contentOf(path).includes(form), `${form} in ${path}`).toBe(false)
        }
      }
      // What sources echo of other secrets is hidden by the names they stand under.
      expect(JSON.stringify(said).match(PLANTED) ?? []).toEqual([])
    },
    slow,
  )
})
