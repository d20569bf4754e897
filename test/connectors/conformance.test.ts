import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, describe, expect, type TestContext, test, vi } from 'vitest'
import { PROBLEMS } from '#connectors/kit/problem.ts'
import { API_CONNECTORS } from '#engine/connections/find-connector.ts'
import { AlertsCheckAnswer } from '#schema/answer/alerts-answer.ts'
import { ReconcileAnswer } from '#schema/answer/reconcile-answer.ts'
import { CoverageAnswer, SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { addDays } from '#schema/day.ts'
import { openRecorded, type RecordedProject, WEBHOOK_HOST } from './open-recorded.ts'
import { openRecordedSource, type RecordedSource } from './recorded-source.ts'
import {
  type RecordedAnswer,
  type RecordedExchange,
  type Recording,
  readRecording,
  reasonAgainst,
  recordingNames,
} from './recording.ts'

/** Everything that tells of connections, their syncs, and who asked for them. */
const TOLD = [
  ...['connections', 'syncs', 'coverage', 'sources', 'project', 'doctor'],
  ...['jobs', 'audit', 'reconcile', 'alerts'],
]
/** Answers of odd forms each source is given; PERMILLE_SEED explores others. */
const ODD_RUNS = 4
const PLANTED = /PLANTED[^"'\s&]*/g

/** The totals of a project up to a day against those expected, as far as any are. */
async function expectTotals(own: RecordedProject, expected: Recording['expect'], to?: string): Promise<void> {
  const totals = await own.totals(to)
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

/** Does the work when it is first asked for, and never again. */
function lazily<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= work()
    return made
  }
}

/** Every table of the store as text: in its file, texts are packed. */
async function* storedTexts({ warehouse }: RecordedProject): AsyncGenerator<readonly [string, string]> {
  const { rows } = await warehouse.query(
    "SELECT t.table_name AS name FROM information_schema.tables t WHERE t.table_type = 'BASE TABLE'",
  )
  for (const { name } of rows) {
    const { rows: cells } = await warehouse.query(`SELECT t::VARCHAR AS text FROM "${String(name)}" t`)
    yield [`table ${String(name)}`, cells.map(({ text }) => String(text)).join('\n')]
  }
}

/** Values that stand nowhere in a report. */
const ODD = [
  null,
  '',
  'x',
  '//',
  'https://[',
  7,
  -1,
  1e300,
  true,
  [],
  [null],
  [[]],
  {},
  { a: {} },
  [{}],
] as const

/** Places in JSON, and what is put there. */
type Place = readonly string[]

function placesOf(json: unknown, at: Place = []): readonly Place[] {
  const inner = typeof json === 'object' && json !== null ? Object.entries(json) : []
  return [at, ...inner.flatMap(([name, member]) => placesOf(member, [...at, name]))]
}

function withOdd(json: unknown, [name, ...rest]: Place, odd: unknown): unknown {
  if (name === undefined) return odd
  if (Array.isArray(json))
    return json.map((one, index) => (String(index) === name ? withOdd(one, rest, odd) : one))
  if (typeof json !== 'object' || json === null) return json
  return { ...json, [name]: withOdd(Reflect.get(json, name), rest, odd) }
}

function contentOf(path: string): Buffer {
  const bytes = readFileSync(path)
  return path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes
}

test.each(API_CONNECTORS)('$source has recorded answers', ({ source }) => {
  expect(recordingNames(source), `write src/connectors/${source}/recorded/conformance.json`).toContain(
    'conformance',
  )
})

const RECORDED = API_CONNECTORS.flatMap(({ source, api }) =>
  recordingNames(source).map((name) => ({ source, api, name })),
)

describe.each(RECORDED)('$source $name', ({ source, api, name: recorded }) => {
  const recording = readRecording(source, recorded)
  if (recording === null) return
  const { cases, expect: usual, since } = recording
  /** The last day that was over at the first sync; restated ones are told of later ones too. */
  const lastDay = addDays(recording.clock.slice(0, 10), -1)

  /** A case of the list; one that does not apply is listed with its reason. */
  const applies = (name: string, one: object, run: (context: TestContext) => Promise<void>) => {
    const reason = reasonAgainst(one)
    if (reason === null) test(name, run)
    else test.skip(`${name} (not applicable: ${reason})`, () => {})
  }

  /** The source alone: what a sync asks for and is brought, without a store. */
  const openSource = async (
    { onTestFinished }: TestContext,
    more: Parameters<typeof openRecordedSource>[2] = {},
  ): Promise<RecordedSource> => {
    const own = await openRecordedSource(source, recording, more)
    onTestFinished(() => own.close())
    return own
  }
  const undisturbed = lazily(async () => {
    const own = await openRecordedSource(source, recording)
    const brought = await own.sync()
    await own.close()
    expect(brought.problems).toEqual([])
    expect(brought.rows).toHaveLength(usual.rows)
    const landed = brought.rows.join('\n')
    for (const piece of recording.holds) expect(landed).toContain(piece)
    return brought.rows
  })

  describe.concurrent('asked', () => {
    const refused = (name: string, one: { answer: RecordedAnswer; kind: string }) =>
      test(name, async (context) => {
        const own = await openSource(context)
        own.replay.spoil({ kind: 'answer', answer: one.answer }, 1000)
        const { problems, rows } = await own.sync()
        expect(problems[0]).toBe(one.kind)
        expect(rows).toEqual([])
        const { findings } = await own.check()
        expect(findings.find(({ ok }) => !ok)?.kind).toBe(one.kind)
      })
    refused('a key that is not accepted', cases.unauthorised)
    if ('kind' in cases.forbidden) refused('a permission that is missing', cases.forbidden)
    else applies('a permission that is missing', cases.forbidden, async () => {})
    if ('kind' in cases.error_in_ok) refused('an error inside 200', cases.error_in_ok)
    else applies('an error inside 200', cases.error_in_ok, async () => {})

    /** Spoils one answer; what is brought in the end is what an undisturbed sync brings. */
    const recovers = (
      name: string,
      spoil: (own: RecordedSource) => void,
      check: (own: RecordedSource) => void = () => {},
      more: Parameters<typeof openRecordedSource>[2] = {},
    ) =>
      test(name, async (context) => {
        const expected = await undisturbed()
        const own = await openSource(context, more)
        spoil(own)
        const { problems, counts, rows } = await own.sync()
        expect(problems).toEqual([])
        expect(counts.retries).toBeGreaterThan(0)
        expect(rows).toEqual(expected)
        check(own)
      })

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
    recovers(
      'no answer in time',
      (own) => own.replay.spoil({ kind: 'silent' }, 1),
      () => {},
      { patienceMs: 200 },
    )
    recovers('a connection cut in the middle', (own) => own.replay.spoil({ kind: 'cut' }, 1))
    recovers('a gzip that ends early', (own) => own.replay.spoil({ kind: 'half_gzip' }, 1))
    const { truncated_table: truncated } = cases
    if ('answer' in truncated) {
      recovers('a table without its end', (own) =>
        own.replay.spoil({ kind: 'answer', answer: truncated.answer }, 1),
      )
    } else applies('a table without its end', truncated, async () => {})

    test('an error that stays ends in a sentence, and the next sync goes on', async (context) => {
      const expected = await undisturbed()
      const own = await openSource(context)
      own.replay.spoil({ kind: 'answer', answer: { status: 500, headers: {}, body: 'PLANTED-in-error' } }, 6)
      expect((await own.sync()).problems).toEqual(['server_error'])
      const after = await own.sync()
      expect(after.problems).toEqual([])
      expect(after.rows).toEqual(expected)
    })

    test('a redirect to another host is refused, and nothing goes there', async (context) => {
      const own = await openSource(context)
      const answer = { status: 302, headers: { location: 'https://evil.example/steal' }, body: '' }
      own.replay.spoil({ kind: 'answer', answer }, 1)
      expect((await own.sync()).problems[0]).toBe('refused_address')
      expect(own.replay.seen.some(({ host }) => host === 'evil.example')).toBe(false)
    })

    test('an answer of any other form ends in rows or in a kind of problem', async (context) => {
      const odd = fc.record({ exchange: fc.nat(), place: fc.nat(), odd: fc.constantFrom(...ODD) })
      const property = fc.asyncProperty(odd, async (chosen) => {
        const index = chosen.exchange % recording.exchanges.length
        const exchanges = recording.exchanges.map((one, place) => {
          if (place !== index) return one
          const places = placesOf(one.answer.body)
          const at = places[chosen.place % places.length] ?? []
          return { ...one, answer: { ...one.answer, body: withOdd(one.answer.body, at, chosen.odd) } }
        })
        const own = await openSource(context, { exchanges })
        // What is not one of the known kinds is thrown on.
        const { problems } = await own.sync()
        expect(Object.keys(PROBLEMS)).toEqual(expect.arrayContaining([...problems]))
      })
      await fc.assert(property, { numRuns: ODD_RUNS })
    })

    /** A report the source prepares: whatever happens to it, its rows are those of an undisturbed sync. */
    const prepared = (
      name: string,
      one: { exchanges: readonly RecordedExchange[] } | { not_applicable: string },
    ) =>
      applies(name, one, async (context) => {
        const expected = await undisturbed()
        const own = await openSource(context)
        own.replay.prepend('exchanges' in one ? one.exchanges : [])
        const { problems, rows } = await own.sync()
        expect(problems).toEqual([])
        expect(own.replay.unmatched).toEqual([])
        expect(rows).toEqual(expected)
      })
    prepared('a report that has to be waited for', cases.job_pending)
    prepared('a report that fails is asked for in halves', cases.job_failed)
    prepared('a report that is gone is made again', cases.job_expired)
  })

  /** One project for all that is stored, since opening one and storing take most of the time. Each case asks for all days again. */
  describe('stored', () => {
    let own: RecordedProject
    const printed: unknown[] = []
    beforeAll(async () => {
      for (const way of ['log', 'info', 'warn', 'error'] as const)
        vi.spyOn(console, way).mockImplementation((...said) => void printed.push(...said.map(String)))
      own = await openRecorded(source, recording)
    })
    afterAll(async () => {
      vi.restoreAllMocks()
      await own.close()
    })
    afterEach(() => {
      own.replay.restore()
      own.clock.set(recording.clock)
    })
    const firstSync = lazily(() => own.sync())

    test('happy path: every slice is stored, and a second sync asks for nothing', async () => {
      const first = await firstSync()
      expect(first.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(first.rows).toBe(usual.rows)
      expect(first.requests).toBeGreaterThan(1)
      expect(first.unknownColumns).toEqual([])
      expect(first.totals).toMatchObject({ agreeing: recording.agreeing, differing: [] })
      const { loads } = ReconcileAnswer.parse(await own.ask('reconcile'))
      const told = loads.filter(({ fields }) => fields.length > 0)
      expect(told).toHaveLength(recording.agreeing)
      expect(told.flatMap(({ fields }) => fields.filter(({ agrees }) => !agrees))).toEqual([])
      await expectTotals(own, usual)
      for (const [dimension, values] of Object.entries(recording.by)) {
        expect(await own.impressionsBy(dimension), dimension).toEqual(values)
      }
      const asked = own.replay.seen.length
      const second = await own.sync()
      expect(second.problems).toEqual([])
      const spared = [...recording.tokens, ...recording.accounts]
      expect(own.replay.seen.slice(asked).filter(({ path }) => !spared.includes(path))).toEqual([])
      await expectTotals(own, usual)
      const { reports } = CoverageAnswer.parse(await own.ask('coverage'))
      expect(reports.flatMap(({ ranges }) => ranges.filter(({ state }) => state === 'missing'))).toEqual([])
      const { syncs } = SyncsAnswer.parse(await own.ask('syncs'))
      expect(syncs.map(({ state }) => state)).toEqual(['done', 'done'])
    })

    test('a column less changes nothing that is stored', async () => {
      await firstSync()
      own.replay.prepend(cases.lost_column.exchanges)
      const answer = await own.sync({ from: since })
      expect(answer.problems[0]?.kind).toBe('input_refused')
      await expectTotals(own, usual)
    })

    test('numbers that change later take the place of the earlier ones', async () => {
      await firstSync()
      own.clock.set(cases.restated.clock)
      own.replay.prepend(cases.restated.exchanges)
      const answer = await own.sync()
      expect(answer.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(answer.rows).toBe(cases.restated.expect.rows)
      await expectTotals(own, cases.restated.expect)
    })

    test('a column more is kept and named', async () => {
      const { exchanges, expect: expected, unknown } = cases.extra_column
      own.replay.prepend(exchanges)
      const answer = await own.sync({ from: since })
      expect(answer.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(answer.rows).toBe(expected.rows)
      await expectTotals(own, expected, lastDay)
      expect(answer.unknownColumns.toSorted()).toEqual(unknown.toSorted())
    })

    test('a cell of the wrong type is quarantined, the rest is stored', async () => {
      own.replay.prepend(cases.wrong_type.exchanges)
      const answer = await own.sync({ from: since })
      expect(answer.problems).toEqual([])
      expect(answer.quarantined).toBeGreaterThan(0)
      await expectTotals(own, cases.wrong_type.expect, lastDay)
    })

    test('an answer without rows empties its days', async () => {
      own.replay.prepend(cases.empty.exchanges)
      const again = await own.sync({ from: since, to: lastDay })
      expect(again.problems).toEqual([])
      expect(again.rows).toBe(0)
      const { reports } = CoverageAnswer.parse(await own.ask('coverage'))
      expect(reports.every(({ days }) => days.missing === 0)).toBe(true)
      expect(await own.totals(lastDay)).toMatchObject({ impressions: 0, installs: 0 })
    })

    const { zone } = cases
    applies('days of another zone', zone, async () => {
      if (!('exchanges' in zone)) return
      own.replay.prepend(zone.exchanges)
      const answer = await own.sync({ from: since })
      expect(answer.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(answer.rows).toBe(zone.expect.rows)
      await expectTotals(own, zone.expect, lastDay)
    })

    test('no secret is written anywhere', async () => {
      const said: unknown[] = [await firstSync(), await own.ask('connect', { source, test: true })]
      own.replay.spoil({ kind: 'answer', answer: cases.unauthorised.answer }, 1000)
      said.push(await own.sync({ from: since }), await own.ask('connect', { source, test: true }))
      vi.stubEnv('TEST_ALERT_WEBHOOK', `https://${WEBHOOK_HOST}/PLANTED-webhook`)
      const alerted = AlertsCheckAnswer.parse(await own.ask('alerts-check'))
      vi.unstubAllEnvs()
      said.push(alerted)
      for (const question of TOLD) said.push(await own.ask(question))
      const secrets = api.fields.flatMap(({ name, secret }) => (secret ? (recording.fields[name] ?? []) : []))
      expect(secrets.length).toBeGreaterThan(0)
      const forms = [...secrets, 'PLANTED-webhook'].flatMap(formsOf)
      const expectNone = (text: string, where: string) => {
        for (const form of forms) expect(text.includes(form), `${form} in ${where}`).toBe(false)
      }
      expectNone(JSON.stringify(said), 'an answer')
      expectNone(JSON.stringify(printed), 'what was printed')
      // The failing sync is told outside: posted, and kept on its way as mail, in the state that is searched below.
      expect(alerted.deliveries.map(({ channel }) => channel).toSorted()).toEqual(['mail', 'webhook'])
      expect(alerted.deliveries.find(({ channel }) => channel === 'mail')?.state).toBe('waiting')
      const posts = own.replay.seen.filter(({ host }) => host === WEBHOOK_HOST).map(({ body }) => body)
      expect(posts.join()).toContain('cannot be read')
      expectNone(posts.join(), 'a message')
      for await (const [table, text] of storedTexts(own)) expectNone(text, table)
      for (const path of filesBelow(own.folder.path)) {
        const content = contentOf(path)
        for (const form of forms) expect(content.includes(form), `${form} in ${path}`).toBe(false)
      }
      // What sources echo of other secrets is hidden by the names they stand under.
      expect(JSON.stringify([said, printed, posts]).match(PLANTED) ?? []).toEqual([])
    })
  })
})
