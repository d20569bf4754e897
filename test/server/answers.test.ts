import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { OPERATIONS, type Operation, Project } from '#engine/index.ts'
import type { CommandProject } from '../support/command-project.ts'
import type { CommandResult } from '../support/run-permille.ts'
import { post, send } from '../support/send.ts'
import { type ServedProject, serveProject } from '../support/serve-project.ts'
import { BANNER_MAP, BANNERS, bannerProject } from './banner-file.ts'

const ARMS = `test,arm,impressions,conversions
hook,A,10000,200
hook,B,10000,260
`

const TESTS = `name: banners
alerts: { daily: "off" }
tests:
  pets:
    arms: { cat: Cat, dog: Dog }
    control: dog
    start: 2026-03-01
`

/** How a question is asked: as flags of the command, as query parameters, and as JSON. */
interface Question {
  readonly flags: readonly string[]
  readonly search: string
  readonly input: Readonly<Record<string, unknown>>
  /** A file that goes along. */
  readonly file?: string
}

const QUESTIONS: Readonly<Record<string, Question>> = {
  rank: {
    flags: ['--by', 'creative', '--last', '7d', '--where', 'network = meta', '--min-impressions', '10'],
    search: 'by=creative&last=7d&where=network+%3D+meta&minImpressions=10',
    input: { by: 'creative', last: '7d', where: ['network = meta'], minImpressions: 10 },
  },
  value: {
    flags: ['--by', 'creative', '--day', '7', '--limit', '3'],
    search: 'by=creative&day=7&limit=3',
    input: { by: 'creative', day: 7, limit: 3 },
  },
  query: {
    flags: [
      ...['--metrics', 'impressions,installs,ipm,spend', '--by', 'network', '--grain', 'week'],
      ...[
        '--where',
        'network = meta or not os = ios',
        '--compare',
        'weekdays',
        '--compare',
        '2026-02-16..2026-02-16',
      ],
      ...['--from', '2026-03-02', '--to', '2026-03-02', '--maturity', 'exclude'],
    ],
    search:
      'metrics=impressions,installs,ipm,spend&by=network&grain=week&where=network+%3D+meta+or+not+os+%3D+ios&compare=weekdays&compare=2026-02-16..2026-02-16&from=2026-03-02&to=2026-03-02&maturity=exclude',
    input: {
      metrics: ['impressions', 'installs', 'ipm', 'spend'],
      by: ['network'],
      grain: 'week',
      where: ['network = meta or not os = ios'],
      compare: ['weekdays', '2026-02-16..2026-02-16'],
      from: '2026-03-02',
      to: '2026-03-02',
      maturity: 'exclude',
    },
  },
  fraud: {
    flags: ['--network', 'Meta', '--limit', '3'],
    search: 'network=Meta&limit=3',
    input: { network: ['Meta'], limit: 3 },
  },
  budget: {
    flags: ['--last', '7d', '--total', '500', '--set', 'Cat=100'],
    search: 'last=7d&total=500&set=Cat%3D100',
    input: { last: '7d', total: 500, set: { Cat: '100' } },
  },
  decisions: { flags: ['--days', '7'], search: 'days=7', input: { days: 7 } },
  journal: { flags: ['--objects', 'creative'], search: 'objects=creative', input: { objects: 'creative' } },
  'journal-effect': {
    flags: ['1', '--days', '7', '--maturity', 'mark'],
    search: 'number=1&days=7&maturity=mark',
    input: { number: 1, days: 7, maturity: 'mark' },
  },
  pages: { flags: ['--last', '7d'], search: 'last=7d', input: { last: '7d' } },
  alerts: {
    flags: ['--state', 'all', '--limit', '3'],
    search: 'state=all&limit=3',
    input: { state: 'all', limit: 3 },
  },
  sql: {
    flags: [
      'SELECT network, sum(impressions) AS shown FROM delivery GROUP BY ALL ORDER BY ALL',
      '--limit',
      '5',
    ],
    search:
      'statement=SELECT+network,+sum(impressions)+AS+shown+FROM+delivery+GROUP+BY+ALL+ORDER+BY+ALL&limit=5',
    input: {
      statement: 'SELECT network, sum(impressions) AS shown FROM delivery GROUP BY ALL ORDER BY ALL',
      limit: 5,
    },
  },
  sources: { flags: [], search: '', input: {} },
  reconcile: { flags: ['--event', 'install'], search: 'event=install', input: { event: 'install' } },
  restatements: {
    flags: ['--as-of', '2026-03-04'],
    search: 'asOf=2026-03-04',
    input: { asOf: '2026-03-04' },
  },
  maturity: { flags: ['--event', 'install'], search: 'event=install', input: { event: 'install' } },
  'creatives-history': { flags: [], search: '', input: {} },
  'matches-history': { flags: [], search: '', input: {} },
  tags: { flags: ['--limit', '5'], search: 'limit=5', input: { limit: 5 } },
  connections: { flags: [], search: '', input: {} },
  syncs: { flags: ['--limit', '3'], search: 'limit=3', input: { limit: 3 } },
  jobs: { flags: ['--limit', '1'], search: 'limit=1', input: { limit: 1 } },
  coverage: { flags: [], search: '', input: {} },
  matches: { flags: ['--last', '7d'], search: 'last=7d', input: { last: '7d' } },
  naming: { flags: ['--pattern', '{pet}'], search: 'pattern=%7Bpet%7D', input: { pattern: '{pet}' } },
  assets: { flags: ['--type', 'image'], search: 'type=image', input: { type: 'image' } },
  creatives: { flags: ['--limit', '2'], search: 'limit=2', input: { limit: 2 } },
  export: { flags: ['--by', 'network'], search: 'by=network', input: { by: 'network' } },
  report: { flags: ['--by', 'network'], search: 'by=network', input: { by: 'network' } },
  'report-weekly': { flags: [], search: '', input: {} },
  'share-list': { flags: [], search: '', input: {} },
  'views-list': { flags: [], search: '', input: {} },
  doctor: { flags: [], search: '', input: {} },
  project: { flags: [], search: '', input: {} },
  power: {
    flags: ['--ipm', '10', '--lift', '20%'],
    search: 'ipm=10&lift=20%25',
    input: { ipm: 10, lift: '20%' },
  },
  compare: { flags: ['Cat', 'Dog'], search: 'objects=Cat&objects=Dog', input: { objects: ['Cat', 'Dog'] } },
  'test-list': { flags: [], search: '', input: {} },
  'test-show': {
    flags: ['pets', '--on', '2026-03-01'],
    search: 'id=pets&on=2026-03-01',
    input: { id: 'pets', on: '2026-03-01' },
  },
  'test-check': { flags: [], search: '', input: {}, file: ARMS },
  explain: {
    flags: ['--from', '2026-03-02', '--to', '2026-03-02', '--maturity', 'mark'],
    search: 'from=2026-03-02&to=2026-03-02&maturity=mark',
    input: { from: '2026-03-02', to: '2026-03-02', maturity: 'mark' },
  },
  elements: {
    flags: ['--metric', 'ctr', '--last', '28d'],
    search: 'metric=ctr&last=28d',
    input: { metric: 'ctr', last: '28d' },
  },
  fatigue: {
    flags: ['--by', 'creative', '--last', '28d', '--state', 'stable', '--state', 'fresh', '--limit', '2'],
    search: 'by=creative&last=28d&state=stable&state=fresh&limit=2',
    input: { by: 'creative', last: '28d', state: ['stable', 'fresh'], limit: 2 },
  },
  'users-list': { flags: [], search: '', input: {} },
  'tokens-list': { flags: [], search: '', input: {} },
  'sessions-list': { flags: [], search: '', input: {} },
  audit: { flags: ['--limit', '1', '--offset', '0'], search: 'limit=1&offset=0', input: { limit: 1 } },
}

/** What a command printed, as HTTP answers it: lines of JSON are entries of one field. */
function printed(name: string, stdout: string): unknown {
  const { lines } = find(name)
  if (lines === undefined) return steady(stdout)
  return { [lines]: stdout.trim().split('\n').map(steady) }
}

/** What differs between two moments of the same machine. */
function steady(text: string): unknown {
  return JSON.parse(text.replace(/[\d.]+ GB free/, 'some GB free'))
}

function find(name: string): Operation {
  const found = OPERATIONS.find((operation) => operation.name === name)
  if (found === undefined) throw new Error(`there is no operation ${name}`)
  return found
}

/** The command that asks the question; a file goes along by its path. */
function commandOf(name: string): readonly string[] {
  const question = QUESTIONS[name]
  const { command, files, plainArguments } = find(name)
  const path =
    question?.file === undefined || files?.paths === plainArguments
      ? []
      : [`--${files?.paths}`, join(project.folder.path, 'arms.csv')]
  return [...command.split(' '), '--json', ...(question?.flags ?? []), ...path]
}

/** The id of the question's file at the server, under the field that takes it. */
async function uploaded(name: string): Promise<Record<string, string>> {
  const body = QUESTIONS[name]?.file
  if (body === undefined) return {}
  const sent = await send(server.url, '/api/v1/uploads?name=arms.csv', { method: 'PUT', body })
  return { [find(name).files?.uploads ?? '']: JSON.parse(sent.text).upload }
}

let project: CommandProject
let server: ServedProject
const local: Record<string, unknown> = {}

/** Asks without a server: some by commands that open the project each by itself, the others in this process, at a tenth of the cost. */
async function askHere(): Promise<void> {
  const byCommand = ({ name, lines, answersFile }: Operation) =>
    lines !== undefined || answersFile !== undefined || ['rank', 'query', 'test-check'].includes(name)
  const names = Object.keys(QUESTIONS)
  const byCommands = names.filter((name) => byCommand(find(name)))
  const results = await project.runEach(byCommands.map(commandOf))
  for (const [index, name] of byCommands.entries()) local[name] = printed(name, results[index]?.stdout ?? '')
  const opened = await Project.open(project.folder.path)
  try {
    for (const name of names.filter((name) => !byCommand(find(name)))) {
      const answer = await find(name).run(opened, QUESTIONS[name]?.input ?? {}, { localFiles: true })
      local[name] = steady(JSON.stringify(answer))
    }
  } finally {
    await opened.close()
  }
}

beforeAll(async () => {
  project = await bannerProject({ settings: TESTS })
  project.folder.write('arms.csv', ARMS)
  await project.run('journal', 'add', '--date', '2026-03-01', '--kind', 'bid', '--network', 'meta')
  // Checked before anybody asks, so that no check of the server's comes in between.
  await project.run('alerts', 'check')
  await askHere()
  server = await serveProject(project.folder.path)
})
afterAll(async () => {
  await server.stop()
  project.folder.remove()
})

describe('every question', () => {
  const questions = OPERATIONS.filter(({ kind }) => kind === 'question').map(({ name }) => name)
  const asked = new Map<string, CommandResult>()
  beforeAll(async () => {
    const results = await project.runEach(questions.map(commandOf))
    for (const [index, result] of results.entries()) asked.set(questions[index] ?? '', result)
  })

  test('is listed here', () => {
    expect(Object.keys(QUESTIONS).sort(), 'add new operations to QUESTIONS').toEqual(questions.toSorted())
  })

  test.each(questions)('%s answers GET, POST and the command alike', async (name) => {
    const { search = '', input = {} } = QUESTIONS[name] ?? {}
    const got = await send(
      server.url,
      `/api/v1/${name}?${search}&${new URLSearchParams(await uploaded(name))}`,
      { headers: { accept: 'application/json' } },
    )
    const posted = await post(server.url, name, { ...input, ...(await uploaded(name)) })
    expect(got.status).toBe(200)
    expect(steady(got.text)).toEqual(local[name])
    expect(steady(posted.text)).toEqual(local[name])
    expect(printed(name, asked.get(name)?.stdout ?? '')).toEqual(local[name])
  })
})

describe('every change', () => {
  test('is not answered to GET', async () => {
    for (const { name, kind } of OPERATIONS) {
      if (kind !== 'change') continue
      expect((await send(server.url, `/api/v1/${name}`)).status, name).toBe(405)
    }
  })

  test('replay says over HTTP what the command says', async () => {
    const posted = await post(server.url, 'replay', {})
    expect(posted.status).toBe(200)
    expect(steady(posted.text)).toEqual(steady((await project.run('replay', '--json')).stdout))
  })

  test('init refuses a project that is one already', async () => {
    expect((await post(server.url, 'init', {})).status).toBe(409)
    expect((await project.run('init')).code).toBe(3)
  })

  test('import previews, stores once, and takes back', async () => {
    const more = BANNERS.replaceAll('2026-03-', '2026-04-')
    const uploaded = await send(server.url, '/api/v1/uploads?name=april.csv', { method: 'PUT', body: more })
    const { upload } = JSON.parse(uploaded.text)
    const preview = JSON.parse(
      (await post(server.url, 'import', { uploads: [upload], map: BANNER_MAP, dryRun: true })).text,
    )
    expect(preview.files[0]).toMatchObject({ status: 'preview', rows: { read: 6, stored: 6 } })
    const stored = JSON.parse(
      (await post(server.url, 'import', { uploads: [upload], map: BANNER_MAP, yes: true })).text,
    )
    expect(stored.files[0]).toMatchObject({ status: 'stored', file: 'april.csv' })
    expect((await project.query('--metrics', 'impressions')).totals.impressions).toBe(402_000)
    const again = await post(server.url, 'import', { uploads: [upload], map: BANNER_MAP, yes: true })
    expect(again.status, 'a stored upload is gone').toBe(404)
    await post(server.url, 'import', { undo: stored.files[0].load })
    expect((await project.query('--metrics', 'impressions')).totals.impressions).toBe(201_000)
  })

  test('import names no file of the machine over HTTP', async () => {
    const { status, text } = await post(server.url, 'import', { files: ['/etc/hostname'], dryRun: true })
    expect(status).toBe(403)
    expect(JSON.parse(text).remedy).toContain('uploads')
  })
})

test('a built-in sample is asked by name and never mixed with own rows', async () => {
  const { text } = await send(server.url, '/api/v1/rank?sample=upworthy&event=click')
  const answer = JSON.parse(text)
  expect(answer.freshness).toMatchObject({ sample: true })
  expect(answer.freshness.sampleLabel).toContain('Upworthy')
  expect(answer.rows.length).toBeGreaterThan(100)
  expect(answer.rows.map(({ name }: { name: string }) => name)).not.toContain('Cat')
})
