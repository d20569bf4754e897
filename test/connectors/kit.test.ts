import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ConnectorApi } from '#connectors/kit/api.ts'
import { oauthRefresh } from '#connectors/kit/auth/oauth-refresh.ts'
import { keyInHeader } from '#connectors/kit/auth/static-key.ts'
import { ApiCaller } from '#connectors/kit/caller.ts'
import type { Cells } from '#connectors/kit/cells.ts'
import { expiredLink } from '#connectors/kit/expired-link.ts'
import type { Fetch, PagedFetch, Paging } from '#connectors/kit/fetch.ts'
import { nextOfLinkHeader } from '#connectors/kit/fetch.ts'
import { fetchRows } from '#connectors/kit/fetch-rows.ts'
import { fetchSlice } from '#connectors/kit/fetch-slice.ts'
import { type Json, type JsonObject, objectsAt, rowsAt, textAt } from '#connectors/kit/json.ts'
import { SourceError } from '#connectors/kit/problem.ts'
import { RateLimiter } from '#connectors/kit/rate-limit.ts'
import { Redactor } from '#connectors/kit/redact.ts'
import { TOTAL_MARK } from '#connectors/kit/stated-total.ts'
import type { SliceContext, Stream } from '#connectors/kit/stream.ts'
import { acquisitions } from '#connectors/unity-ads/exports/acquisitions.ts'
import { openHttp } from '#net/http-client.ts'
import type { RecordedExchange } from './recording.ts'
import { type ReplayServer, startReplay } from './replay-server.ts'
import { VirtualClock } from './virtual-clock.ts'

const HOST = 'api.example.com'
const BASE = `https://${HOST}`

let replay: ReplayServer
let clock: VirtualClock
let scratch: string
const rotated: Record<string, string> = {}

beforeEach(async () => {
  clock = new VirtualClock('2026-11-20T10:00:00Z')
  replay = await startReplay([], { spared: ['/token'], now: () => clock.now() })
  scratch = mkdtempSync(join(tmpdir(), 'permille-kit-'))
})
afterEach(async () => {
  await replay.close()
  rmSync(scratch, { recursive: true, force: true })
})

function recorded(
  path: string,
  body: unknown,
  more: Partial<RecordedExchange['when']> = {},
  rest: { times?: number; status?: number; headers?: Record<string, string> } = {},
): RecordedExchange {
  const { times, status = 200, headers = {} } = rest
  return {
    when: { host: HOST, path, query: {}, without: [], holds: [], headers: {}, ...more },
    answer: { status, headers, body },
    ...(times === undefined ? {} : { times }),
  }
}

function callerOf(api: Partial<ConnectorApi> = {}, signal?: AbortSignal): ApiCaller {
  const whole: ConnectorApi = {
    fields: [],
    hosts: [HOST],
    auth: keyInHeader('x-key', ({ key = '' }) => key),
    limits: [],
    accounts: { kind: 'stated', of: () => [] },
    streams: [],
    ...api,
  }
  return new ApiCaller({
    label: 'Example',
    api: whole,
    fields: {
      key: 'secret-key-1',
      refreshToken: 'refresh-1',
      clientId: 'client',
      clientSecret: 'client-secret',
    },
    http: openHttp({ replayAt: replay.url, answerWithinMs: 2000 }),
    clock,
    limiter: new RateLimiter(whole.limits, clock),
    redactor: new Redactor(['secret-key-1']),
    scratch,
    random: () => 1,
    ...(signal === undefined ? {} : { signal }),
    onRotated: async (field, value) => {
      rotated[field] = value
    },
  })
}

async function all(rows: AsyncIterable<Cells>): Promise<string[]> {
  const found: string[] = []
  for await (const { id } of rows) found.push(id ?? '')
  return found
}

const pages = (paging: Paging, path = '/rows'): PagedFetch => ({
  kind: 'pages',
  request: { url: `${BASE}${path}` },
  paging,
  decode: { kind: 'json', rows: (json) => objectsAt(json, 'rows') },
})
const rows = (...ids: string[]) => ids.map((id) => ({ id }))

describe('paging', () => {
  const number: Paging = {
    kind: 'number',
    first: 1,
    apply: (request, page) => ({ ...request, query: { page } }),
  }

  test('by number, until a page is empty', async () => {
    replay.prepend([
      recorded('/rows', { rows: rows('a', 'b') }, { query: { page: '1' } }),
      recorded('/rows', { rows: rows('c') }, { query: { page: '2' } }),
      recorded('/rows', { rows: [] }, { query: { page: '3' } }),
    ])
    expect(await all(fetchRows(callerOf(), pages(number)))).toEqual(['a', 'b', 'c'])
  })

  test('by number, until there are as many as the answer says', async () => {
    replay.prepend([
      recorded('/rows', { rows: rows('a'), pages: 2 }, { query: { page: '1' } }),
      recorded('/rows', { rows: rows('b'), pages: 2 }, { query: { page: '2' } }),
    ])
    const paging: Paging = { ...number, pages: ({ json }) => Number(textAt(json, 'pages')) }
    expect(await all(fetchRows(callerOf(), pages(paging)))).toEqual(['a', 'b'])
    expect(replay.unmatched).toEqual([])
  })

  test('by offset, which advances by what came', async () => {
    replay.prepend([
      recorded('/rows', { rows: rows('a', 'b'), total: 3 }, { query: { offset: '0' } }),
      recorded('/rows', { rows: rows('c'), total: 3 }, { query: { offset: '2' } }),
    ])
    const paging: Paging = {
      kind: 'offset',
      apply: (request, offset) => ({ ...request, query: { offset } }),
      total: ({ json }) => Number(textAt(json, 'total')),
    }
    expect(await all(fetchRows(callerOf(), pages(paging)))).toEqual(['a', 'b', 'c'])
  })

  test('by offset in records, of which one may hold several rows', async () => {
    replay.prepend([
      recorded('/rows', { rows: rows('a', 'b'), total: 3 }, { query: { offset: '0' } }),
      recorded('/rows', { rows: rows('c'), total: 3 }, { query: { offset: '2' } }),
    ])
    const paging: Paging = {
      kind: 'offset',
      apply: (request, offset) => ({ ...request, query: { offset } }),
      total: ({ json }) => Number(textAt(json, 'total')),
    }
    const cells = ({ id }: JsonObject) => [1, 2].map((day) => ({ id: `${String(id)}${day}` }))
    const decode = { kind: 'json' as const, rows: (json: Json) => objectsAt(json, 'rows'), cells }
    const found = await all(fetchRows(callerOf(), { ...pages(paging), decode }))
    expect(found).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
  })

  test('pages that lead back to an earlier one are told, not read for ever', async () => {
    const paging: Paging = {
      kind: 'cursor',
      next: ({ json }) => textAt(json, 'next'),
      apply: (request, after) => ({ ...request, query: { ...request.query, after } }),
    }
    replay.prepend([
      recorded('/rows', { rows: rows('a'), next: 'm2' }, { without: ['after'] }),
      recorded('/rows', { rows: rows('b'), next: 'm3' }, { query: { after: 'm2' } }),
      recorded('/rows', { rows: rows('c'), next: 'm2' }, { query: { after: 'm3' } }),
    ])
    await expect(all(fetchRows(callerOf(), pages(paging)))).rejects.toMatchObject({
      problem: { kind: 'unreadable_answer', said: 'the pages lead back to an earlier one' },
    })
  })

  test('an address in an answer that is none ends in a sentence', async () => {
    replay.prepend([recorded('/rows', { rows: rows('a'), next: 'https://[' })])
    const paging: Paging = { kind: 'address', next: ({ json }) => textAt(json, 'next') }
    await expect(all(fetchRows(callerOf(), pages(paging)))).rejects.toMatchObject({
      problem: { kind: 'unreadable_answer', said: 'an address in it is none' },
    })
  })

  test('a server that ignores the page is told, not read for ever', async () => {
    replay.prepend([recorded('/rows', { rows: rows('a') })])
    await expect(all(fetchRows(callerOf(), pages(number)))).rejects.toMatchObject({
      problem: { kind: 'unreadable_answer', said: 'the same page came twice' },
    })
  })

  test('by a mark', async () => {
    replay.prepend([
      recorded('/rows', { rows: rows('a'), next: 'm2' }, { without: ['after'] }),
      recorded('/rows', { rows: rows('b'), next: '' }, { query: { after: 'm2' } }),
    ])
    const paging: Paging = {
      kind: 'cursor',
      next: ({ json }) => textAt(json, 'next'),
      apply: (request, after) => ({ ...request, query: { after } }),
    }
    expect(await all(fetchRows(callerOf(), pages(paging)))).toEqual(['a', 'b'])
  })

  test('by a Link header; never to a host that was not declared', async () => {
    const link = (url: string) => ({ headers: { link: `<${url}>; rel="next"` } })
    replay.prepend([
      recorded('/rows', { rows: rows('a') }, {}, link(`${BASE}/more?p=2`)),
      recorded('/more', { rows: rows('b') }, {}, link('https://169.254.169.254/latest')),
    ])
    const paging: Paging = { kind: 'address', next: nextOfLinkHeader }
    const found = fetchRows(callerOf(), pages(paging))
    expect((await found.next()).value).toEqual({ id: 'a' })
    expect((await found.next()).value).toEqual({ id: 'b' })
    await expect(found.next()).rejects.toMatchObject({ problem: { kind: 'refused_address' } })
  })
})

describe('an answer that is not the report', () => {
  const reading = (decode: PagedFetch['decode']) =>
    all(fetchRows(callerOf(), { ...pages({ kind: 'none' }), decode }))
  const listed: PagedFetch['decode'] = { kind: 'json', rows: (json) => rowsAt(json, 'rows') }

  test.each([[{ message: 'ok' }], [{ rows: {} }], [{ rows: '' }], [{ rows: [null] }], [7]])(
    '%j is not taken for one without rows',
    async (body) => {
      replay.prepend([recorded('/rows', body)])
      await expect(reading(listed)).rejects.toMatchObject({ problem: { kind: 'unreadable_answer' } })
    },
  )

  test('an empty list is one', async () => {
    replay.prepend([recorded('/rows', { rows: [] }, {}, { times: 1 }), recorded('/rows', { rows: null })])
    expect(await reading(listed)).toEqual([])
    expect(await reading(listed)).toEqual([])
  })

  test('a sentence is not taken for a table without rows', async () => {
    replay.prepend([recorded('/rows', 'Report is not available')])
    await expect(reading({ kind: 'csv' })).rejects.toMatchObject({
      problem: { kind: 'unreadable_answer', said: 'no table: Report is not available' },
    })
  })
})

describe('a token', () => {
  const auth = oauthRefresh({
    url: `${BASE}/token`,
    clientId: ({ clientId = '' }) => clientId,
    clientSecret: ({ clientSecret = '' }) => clientSecret,
    refreshField: 'refreshToken',
  })
  const token = (name: string, refresh?: string) => ({
    access_token: name,
    expires_in: 3600,
    ...(refresh === undefined ? {} : { refresh_token: refresh }),
  })

  test('is asked for once by many, kept until it ends, and a rotated secret is kept', async () => {
    replay.prepend([
      recorded('/token', token('token-number-1', 'refresh-2'), {}, { times: 1 }),
      recorded('/token', token('token-number-2')),
      recorded(
        '/rows',
        { rows: rows('a') },
        { headers: { authorization: '^Bearer token-number-1$' } },
        { times: 3 },
      ),
      recorded('/rows', { rows: rows('b') }, { headers: { authorization: '^Bearer token-number-2$' } }),
    ])
    const caller = callerOf({ auth })
    const ask = () => all(fetchRows(caller, pages({ kind: 'none' })))
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([['a'], ['a'], ['a']])
    expect(rotated).toEqual({ refreshToken: 'refresh-2' })
    expect(caller.fields.refreshToken).toBe('refresh-2')
    await clock.wait(3600)
    expect(await ask()).toEqual(['b'])
    expect(
      replay.seen
        .filter(({ path }) => path === '/token')
        .map(({ body }) => new URLSearchParams(body).get('refresh_token')),
    ).toEqual(['refresh-1', 'refresh-2'])
  })

  test('that is refused is asked for again, once', async () => {
    replay.prepend([
      recorded('/token', token('token-number-1'), {}, { times: 1 }),
      recorded('/token', token('token-number-2')),
      recorded('/rows', { rows: rows('a') }, { headers: { authorization: 'number-2$' } }),
      recorded('/rows', 'token expired', {}, { status: 401 }),
    ])
    expect(await all(fetchRows(callerOf({ auth }), pages({ kind: 'none' })))).toEqual(['a'])
    replay.prepend([recorded('/rows', 'no', {}, { status: 401 })])
    await expect(all(fetchRows(callerOf({ auth }), pages({ kind: 'none' })))).rejects.toMatchObject({
      problem: { kind: 'wrong_key' },
    })
  })
})

describe('waiting', () => {
  const once = async (headers: Record<string, string>, api: Partial<ConnectorApi> = {}) => {
    replay.prepend([
      recorded('/rows', 'slow down', {}, { status: 429, headers, times: 1 }),
      recorded('/rows', { rows: rows('a') }),
    ])
    expect(await all(fetchRows(callerOf(api), pages({ kind: 'none' })))).toEqual(['a'])
    return clock.waits
  }

  test('as long as Retry-After says, in seconds or until a moment', async () => {
    expect(await once({ 'retry-after': '12' })).toEqual([12])
    clock.waits.length = 0
    expect(await once({ 'retry-after': 'Fri, 20 Nov 2026 10:01:12 GMT' })).toEqual([60])
  })

  test('until a reset header’s moment, or its seconds', async () => {
    const epoch = String(clock.now().getTime() / 1000 + 90)
    expect(
      await once({ 'x-reset': epoch }, { backOff: { reset: { header: 'X-Reset', unit: 'epoch' } } }),
    ).toEqual([90])
    clock.waits.length = 0
    expect(
      await once({ 'x-reset': '33' }, { backOff: { reset: { header: 'X-Reset', unit: 'seconds' } } }),
    ).toEqual([33])
    clock.waits.length = 0
    const header = ['X-Account-Reset', 'X-Reset']
    expect(await once({ 'x-reset': '7' }, { backOff: { reset: { header, unit: 'seconds' } } })).toEqual([7])
  })

  test('as long as the words of an answer say', async () => {
    const judge: ConnectorApi['judge'] = ({ text }) =>
      text.includes('slow') ? { kind: 'rate_limited', waitSeconds: 44 } : null
    expect(await once({}, { judge })).toEqual([44])
  })

  test('before the next request, where a share is nearly used up', async () => {
    replay.prepend([recorded('/rows', { rows: rows('a') }, {}, { headers: { 'x-usage': '95' } })])
    const pause = (headers: Readonly<Record<string, string>>) => (Number(headers['x-usage']) > 90 ? 300 : 0)
    await all(fetchRows(callerOf({ backOff: { pause } }), pages({ kind: 'none' })))
    expect(clock.waits).toEqual([300])
  })

  test('twice as long each time where nothing is said, and not for ever', async () => {
    replay.prepend([recorded('/rows', 'busy', {}, { status: 503 })])
    await expect(all(fetchRows(callerOf(), pages({ kind: 'none' })))).rejects.toMatchObject({
      problem: { kind: 'server_error' },
    })
    expect(clock.waits).toEqual([1, 2, 4, 8, 16])
  })

  test('limits of several lengths hold at 80 %', async () => {
    const limiter = new RateLimiter(
      [
        { requests: 1, seconds: 1, basis: '' },
        { requests: 30, seconds: 1800, basis: '' },
      ],
      clock,
    )
    const starts: number[] = []
    for (let place = 0; place < 60; place++) {
      await limiter.turn('/rows')
      starts.push(clock.now().getTime() / 1000)
    }
    for (const [place, start] of starts.entries()) {
      expect(starts.filter((other) => other >= start && other < start + 1800).length).toBeLessThanOrEqual(24)
      expect(start - (starts[place - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(1.25)
    }
  })

  test('a clock that is set back makes nobody wait for it to come round again', async () => {
    const limiter = new RateLimiter([{ requests: 5, seconds: 60, basis: '' }], clock)
    for (let place = 0; place < 4; place++) await limiter.turn('/rows')
    clock.set('2026-11-19T10:00:00Z')
    await limiter.turn('/rows')
    expect(clock.waits).toHaveLength(1)
    expect(clock.waits[0]).toBeCloseTo(60, 1)
  })

  test('a limit of some paths leaves the others alone', async () => {
    const limiter = new RateLimiter([{ requests: 5, seconds: 60, only: /^\/reports$/, basis: '' }], clock)
    for (let place = 0; place < 4; place++) await limiter.turn('/reports')
    for (let place = 0; place < 100; place++) await limiter.turn('/reports/1/status')
    expect(clock.waits).toEqual([])
    await limiter.turn('/reports')
    expect(clock.waits).toHaveLength(1)
    expect(clock.waits[0]).toBeCloseTo(60, 1)
  })
})

test('what is stopped while the source makes a report ends at once', async () => {
  replay.prepend([recorded('/jobs', { id: 'j0' })])
  const stop = new AbortController()
  clock.wait = () => {
    stop.abort(new Error('stopped'))
    return new Promise(() => {})
  }
  const job: Fetch = {
    kind: 'job',
    create: { method: 'POST', url: `${BASE}/jobs` },
    created: () => ({ kind: 'pending', id: 'j0' }),
    poll: () => ({ url: `${BASE}/jobs/j0` }),
    polled: () => ({ kind: 'pending', id: 'j0' }),
    everySeconds: 30,
    giveUpAfterSeconds: 60,
    result: () => pages({ kind: 'none' }),
  }
  await expect(all(fetchRows(callerOf({}, stop.signal), job))).rejects.toThrow('stopped')
  expect(replay.seen).toHaveLength(1)
})

test.each([
  [403, '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>', 'job_expired'],
  [400, '<Error><Code>ExpiredToken</Code></Error>', 'job_expired'],
  [403, '{"error":"forbidden"}', undefined],
  [503, '<Error><Code>SlowDown</Code></Error>', undefined],
])('a link that ran out: %i %s', (status, text, kind) => {
  expect(expiredLink({ status, text })?.kind).toBe(kind)
})

describe('a slice', () => {
  const context: SliceContext = {
    fields: {},
    account: { id: '1', name: null, zone: 'UTC', currency: 'USD' },
    from: '2026-11-01',
    to: '2026-11-04',
    version: '',
  }
  const streamOf = (more: Partial<Stream>): Stream => ({
    id: 'example',
    label: 'Example',
    byDefault: true,
    grain: [],
    layout: acquisitions,
    refetchDays: 7,
    history: { days: 30 },
    daysPerRequest: 4,
    completeAfterHours: 0,
    fetch: () => [],
    ...more,
  })

  test('is asked for in halves when the source cannot make the report', async () => {
    const asked: string[] = []
    const job = ({ from, to }: SliceContext): Fetch => {
      asked.push(`${from}…${to}`)
      return {
        kind: 'job',
        create: { method: 'POST', url: `${BASE}/jobs`, body: { json: { from, to } } },
        created: ({ json }) => ({ kind: 'pending', id: textAt(json, 'id') ?? '' }),
        poll: (id) => ({ url: `${BASE}/jobs/${id}` }),
        polled: ({ json }, id) =>
          textAt(json, 'state') === 'FAILED'
            ? { kind: 'failed', said: 'too much' }
            : { kind: 'ready', id, address: textAt(json, 'url') ?? '' },
        everySeconds: 5,
        giveUpAfterSeconds: 60,
        result: ({ address = '' }) => ({
          kind: 'pages',
          request: { url: address, authorised: false },
          paging: { kind: 'none' },
          decode: { kind: 'csv' },
        }),
      }
    }
    replay.prepend([
      recorded('/jobs', { id: 'j0' }, { json: { from: '2026-11-01', to: '2026-11-04' } }),
      recorded('/jobs', { id: 'j1' }, { json: { from: '2026-11-01', to: '2026-11-02' } }),
      recorded('/jobs', { id: 'j2' }, { json: { from: '2026-11-03', to: '2026-11-04' } }),
      recorded('/jobs/j0', { state: 'FAILED' }),
      recorded('/jobs/j1', { state: 'DONE', url: `${BASE}/files/1?signature=abc` }),
      recorded('/jobs/j2', { state: 'DONE', url: `${BASE}/files/2?signature=abc` }),
      recorded('/files/1', ['id,n', 'a,1']),
      recorded('/files/2', ['id,n', 'b,1']),
    ])
    expect(await all(fetchSlice(callerOf(), streamOf({ fetch: (one) => [job(one)] }), context))).toEqual([
      'a',
      'b',
    ])
    expect(asked).toEqual(['2026-11-01…2026-11-04', '2026-11-01…2026-11-02', '2026-11-03…2026-11-04'])
    const files = replay.seen.filter(({ path }) => path.startsWith('/files'))
    expect(files.every(({ headers }) => headers['x-key'] === undefined)).toBe(true)
  })

  describe('and the source’s own total of it', () => {
    const counts = (n: number) => ({
      rows: [
        { id: 'a', n: '2' },
        { id: 'b', n: `${n - 2}` },
      ],
    })
    const stream = streamOf({
      fetch: () => [pages({ kind: 'none' })],
      total: { fetch: () => [pages({ kind: 'none' }, '/total')] },
    })
    const landed = async (totals: 'none' | 'told' | 'asked') => {
      const found: Cells[] = []
      for await (const row of fetchSlice(callerOf(), stream, context, totals)) found.push(row)
      return found
    }

    test('is added up and marked, in columns that rows have', async () => {
      replay.prepend([
        recorded('/rows', counts(5)),
        recorded('/total', {
          rows: [
            { n: '2.5', other: '9' },
            { n: '2.5', name: 'x' },
          ],
        }),
      ])
      expect(await landed('asked')).toEqual([
        { id: 'a', n: '2' },
        { id: 'b', n: '3' },
        { n: '5', [TOTAL_MARK]: 'total' },
      ])
    })

    test('is told where no row came', async () => {
      replay.prepend([recorded('/rows', { rows: [] }), recorded('/total', { rows: [{ n: '500', m: '0' }] })])
      expect(await landed('asked')).toEqual([{ n: '500', [TOTAL_MARK]: 'total' }])
    })

    test('is not asked for where nobody wants it, and costs no row where it cannot be had', async () => {
      replay.prepend([recorded('/rows', counts(5))])
      const rows = await landed('told')
      expect(rows).toHaveLength(2)
      expect(replay.seen.some(({ path }) => path === '/total')).toBe(false)
      expect(await landed('asked')).toEqual(rows)
      expect(replay.seen.some(({ path }) => path === '/total')).toBe(true)
    })
  })

  test('is asked for once per batch of parents, wider than it is where the source wants that, with names looked up', async () => {
    replay.prepend([
      recorded('/campaigns', { rows: rows('1', '2', '3') }),
      recorded('/names', { rows: [{ id: 'a', label: 'Hook' }] }),
      recorded(
        '/report',
        {
          rows: [
            { id: 'a', day: '2026-10-31' },
            { id: 'a', day: '2026-11-01' },
          ],
        },
        { query: { ids: '1,2', from: '2026-10-31' } },
      ),
      recorded('/report', { rows: [{ id: 'b', day: '2026-11-01' }] }, { query: { ids: '3' } }),
    ])
    const report = pages({ kind: 'none' })
    const stream = streamOf({
      leastDays: 2,
      row: (cells, { from }) => ((cells.day ?? '') < from ? null : cells),
      parents: {
        batch: 2,
        fetch: () => [pages({ kind: 'none' }, '/campaigns')],
        id: ({ id }) => id ?? null,
        fetchOf: ({ parents, from }) => [
          { ...report, request: { url: `${BASE}/report`, query: { ids: parents, from } } },
        ],
      },
      enrich: [
        {
          id: 'names',
          key: 'id',
          batch: 50,
          fetch: () => [pages({ kind: 'none' }, '/names')],
          entry: ({ id, label }) => (id ? { id, columns: { label: label ?? null } } : null),
        },
      ],
    })
    const found: Cells[] = []
    for await (const row of fetchSlice(callerOf(), stream, { ...context, to: context.from })) found.push(row)
    expect(found).toEqual([
      { label: 'Hook', id: 'a', day: '2026-11-01' },
      { id: 'b', day: '2026-11-01' },
    ])
  })
})

test('an error names what was asked without its secrets', async () => {
  replay.prepend([recorded('/rows', 'bad secret-key-1', {}, { status: 400 })])
  const fetch: Fetch = {
    kind: 'pages',
    request: { url: `${BASE}/rows`, query: { api_key: 'other-secret', page: 1 } },
    paging: { kind: 'none' },
    decode: { kind: 'csv' },
  }
  const error = await all(fetchRows(callerOf(), fetch)).catch((thrown: unknown) => thrown)
  if (!(error instanceof SourceError)) throw new Error('no error of the source')
  expect(error.message).toBe('Example: the source refuses the request: 400 bad •••')
  expect(error.details.asked).toBe(`GET ${BASE}/rows?api_key=•••&page=1`)
})

test('a clock that is wrong is told from a wrong key', async () => {
  replay.prepend([
    recorded(
      '/rows',
      'bad signature',
      {},
      { status: 401, headers: { date: 'Fri, 20 Nov 2026 12:00:00 GMT' } },
    ),
  ])
  await expect(all(fetchRows(callerOf(), pages({ kind: 'none' })))).rejects.toMatchObject({
    problem: { kind: 'clock_skew' },
  })
})
