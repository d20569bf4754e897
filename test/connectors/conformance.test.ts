import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { API_CONNECTORS } from '#engine/connections/find-connector.ts'
import { ReconcileAnswer } from '#schema/answer/reconcile-answer.ts'
import { CoverageAnswer, SyncsAnswer } from '#schema/answer/sync-answer.ts'
import { openRecorded, type RecordedProject } from './open-recorded.ts'
import { openRecordedSource, type RecordedSource } from './recorded-source.ts'
import {
  type RecordedAnswer,
  type RecordedExchange,
  type Recording,
  readRecording,
  reasonAgainst,
  recordingNames,
} from './recording.ts'

const PLANTED = /PLANTED[^"'\s&]*/g

let opened: { close(): Promise<void> } | null = null
afterEach(async () => {
  await opened?.close()
  opened = null
})

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

/** Does the work when it is first asked for, and never again. */
function lazily<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= work()
    return made
  }
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

  /** A case of the list; one that does not apply is listed with its reason. */
  const applies = (name: string, one: object, run: () => Promise<void>) => {
    const reason = reasonAgainst(one)
    if (reason === null) test(name, run)
    else test.skip(`${name} (not applicable: ${reason})`, () => {})
  }

  /** The source alone: what a sync asks for and is brought, without a store. */
  const openSource = async (): Promise<RecordedSource> => {
    const own = await openRecordedSource(source, recording)
    opened = own
    return own
  }
  const undisturbed = lazily(async () => {
    const own = await openRecordedSource(source, recording)
    const brought = await own.sync()
    await own.close()
    expect(brought.problems).toEqual([])
    expect(brought.rows).toHaveLength(usual.rows)
    return brought.rows
  })

  const refused = (name: string, one: { answer: RecordedAnswer; kind: string }) =>
    test(name, async () => {
      const own = await openSource()
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
  ) =>
    test(name, async () => {
      const expected = await undisturbed()
      const own = await openSource()
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
  recovers('no answer in time', (own) => own.replay.spoil({ kind: 'silent' }, 1))
  recovers('a connection cut in the middle', (own) => own.replay.spoil({ kind: 'cut' }, 1))
  recovers('a gzip that ends early', (own) => own.replay.spoil({ kind: 'half_gzip' }, 1))
  const { truncated_table: truncated } = cases
  if ('answer' in truncated) {
    recovers('a table without its end', (own) =>
      own.replay.spoil({ kind: 'answer', answer: truncated.answer }, 1),
    )
  } else applies('a table without its end', truncated, async () => {})

  test('an error that stays ends in a sentence, and the next sync goes on', async () => {
    const expected = await undisturbed()
    const own = await openSource()
    own.replay.spoil({ kind: 'answer', answer: { status: 500, headers: {}, body: 'PLANTED-in-error' } }, 6)
    expect((await own.sync()).problems).toEqual(['server_error'])
    const after = await own.sync()
    expect(after.problems).toEqual([])
    expect(after.rows).toEqual(expected)
  })

  test('a redirect to another host is refused, and nothing goes there', async () => {
    const own = await openSource()
    const answer = { status: 302, headers: { location: 'https://evil.example/steal' }, body: '' }
    own.replay.spoil({ kind: 'answer', answer }, 1)
    expect((await own.sync()).problems[0]).toBe('refused_address')
    expect(own.replay.seen.some(({ host }) => host === 'evil.example')).toBe(false)
  })

  /** A report the source prepares: whatever happens to it, its rows are those of an undisturbed sync. */
  const prepared = (
    name: string,
    one: { exchanges: readonly RecordedExchange[] } | { not_applicable: string },
  ) =>
    applies(name, one, async () => {
      const expected = await undisturbed()
      const own = await openSource()
      own.replay.prepend('exchanges' in one ? one.exchanges : [])
      const { problems, rows } = await own.sync()
      expect(problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(rows).toEqual(expected)
    })
  prepared('a report that has to be waited for', cases.job_pending)
  prepared('a report that fails is asked for in halves', cases.job_failed)
  prepared('a report that is gone is made again', cases.job_expired)

  describe('stored', () => {
    let own: RecordedProject
    beforeAll(async () => {
      own = await openRecorded(source, recording)
    })
    afterAll(() => own.close())
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
      own.replay.restore()
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
  })

  describe('stored otherwise', () => {
    let own: RecordedProject
    beforeAll(async () => {
      own = await openRecorded(source, recording)
    })
    afterAll(() => own.close())
    afterEach(() => own.replay.restore())

    test('a column more is kept and named', async () => {
      const { exchanges, expect: expected, unknown } = cases.extra_column
      own.replay.prepend(exchanges)
      const answer = await own.sync({ from: since })
      expect(answer.problems).toEqual([])
      expect(own.replay.unmatched).toEqual([])
      expect(answer.rows).toBe(expected.rows)
      await expectTotals(own, expected)
      expect(answer.unknownColumns.toSorted()).toEqual(unknown.toSorted())
    })

    test('a cell of the wrong type is quarantined, the rest is stored', async () => {
      own.replay.prepend(cases.wrong_type.exchanges)
      const answer = await own.sync({ from: since })
      expect(answer.problems).toEqual([])
      expect(answer.quarantined).toBeGreaterThan(0)
      await expectTotals(own, cases.wrong_type.expect)
    })

    test('an answer without rows empties its days', async () => {
      own.replay.prepend(cases.empty.exchanges)
      const again = await own.sync({ from: since, to: recording.clock.slice(0, 10) })
      expect(again.problems).toEqual([])
      expect(again.rows).toBe(0)
      const { reports } = CoverageAnswer.parse(await own.ask('coverage'))
      expect(reports.every(({ days }) => days.missing === 0)).toBe(true)
      expect(await own.totals()).toMatchObject({ impressions: 0, installs: 0 })
    })

    test('no secret is written anywhere', async () => {
      const said: unknown[] = [
        await own.sync({ from: since }),
        await own.ask('connect', { source, test: true }),
      ]
      own.replay.spoil({ kind: 'answer', answer: cases.unauthorised.answer }, 1000)
      said.push(await own.sync({ from: since }), await own.ask('connect', { source, test: true }))
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
    })
  })

  const { zone } = cases
  applies('days of another zone', zone, async () => {
    if (!('exchanges' in zone)) return
    const own = await openRecorded(source, recording)
    opened = own
    own.replay.prepend(zone.exchanges)
    const answer = await own.sync()
    expect(answer.problems).toEqual([])
    expect(own.replay.unmatched).toEqual([])
    expect(answer.rows).toBe(zone.expect.rows)
    await expectTotals(own, zone.expect)
  })
})
