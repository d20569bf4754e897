import { afterEach, expect, test } from 'vitest'
import { ElementsAnswer } from '#schema/answer/elements-answer.ts'
import { NamingAnswer } from '#schema/answer/naming-answer.ts'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'

const SETTINGS = `name: naming
naming:
  creative: "{concept}_{size}_v{version:number}"
  identity: [concept, version]
`
const TABLE = `Day,Network,Creative,Shown
2026-03-01,Meta,Pier_9x16_v1,1000
2026-03-01,Unity Ads,pier_1x1_v01,2000
2026-03-01,Meta,Pier_4x5_v1,4000
2026-03-01,Meta,Storm_1x1_v1,8000
2026-03-01,Meta,no convention,16000
`
const INPUT = {
  source: 'studio',
  map: { day: 'Day', network: 'Network', creative: 'Creative', impressions: 'Shown' },
}

let project: OpenProject
afterEach(() => project.remove())

async function open(settings = SETTINGS): Promise<void> {
  project = await openProject(settings)
  await project.importText('table.csv', TABLE, INPUT)
}

async function creatives(): Promise<Record<string, number | null>> {
  return byKey(await project.query({ metrics: 'impressions', by: 'creative' }), 'creative', 'impressions')
}

async function naming(input = {}): Promise<NamingAnswer> {
  return NamingAnswer.parse(await project.ask('naming', input))
}

const FAMILIES = { 'Pier · 1': 7000, 'Storm · 1': 8000, 'no convention': 16_000 }

test('equal tokens make creatives one, and their other tokens still tell them apart', async () => {
  await open()
  expect(await creatives()).toEqual(FAMILIES)
  const bySize = await project.query({ metrics: 'impressions', by: 'size' })
  expect(byKey(bySize, 'size', 'impressions')).toEqual({
    '9x16': 1000,
    '1x1': 10_000,
    '4x5': 4000,
    '(none)': 16_000,
  })
})

test('what people put together or take apart wins, and can be taken back', async () => {
  await open()
  await project.ask('creatives-split', { creatives: ['pier_4x5_v1'] })
  expect(await creatives()).toEqual({ ...FAMILIES, 'Pier · 1': 3000, Pier_4x5_v1: 4000 })
  await project.ask('creatives-merge', { creatives: ['no convention', 'Pier_4x5_v1'], name: 'Both' })
  expect(await creatives()).toEqual({ 'Pier · 1': 3000, 'Storm · 1': 8000, Both: 20_000 })
  await project.ask('creatives-split', { creatives: ['Both'] })
  await project.ask('creatives-merge', { creatives: ['Pier · 1', 'Storm · 1'], name: 'Families' })
  expect(await creatives()).toEqual({ Families: 15_000, 'no convention': 16_000 })
  await project.ask('creatives-split', { creatives: ['Families'] })
  expect(await creatives()).toEqual(FAMILIES)
  await project.ask('creatives-split', { creatives: ['Pier · 1'] })
  expect(await creatives()).toEqual({
    Pier_9x16_v1: 1000,
    pier_1x1_v01: 2000,
    Pier_4x5_v1: 4000,
    'Storm · 1': 8000,
    'no convention': 16_000,
  })
})

test('a changed pattern holds for rows that are there already', async () => {
  await open()
  await project.project.change({
    'naming.creative': '{theme}_{size}_v{version:number}',
    'naming.identity': ['theme'],
  })
  const answer = await project.query({ metrics: 'impressions', by: 'theme' })
  expect(byKey(answer, 'theme', 'impressions')).toEqual({ Pier: 7000, Storm: 8000, '(none)': 16_000 })
  await expect(project.query({ metrics: 'impressions', by: 'concept' })).rejects.toThrow(
    'unknown dimension: concept',
  )
})

test('an answer says how many names fit, which do not and why', async () => {
  await open()
  const { rows, unfitting, tokens, identity } = await naming()
  expect(
    rows.map(({ network, names, fitting, impressions, fittingImpressions }) => [
      network,
      names,
      fitting,
      impressions,
      fittingImpressions,
    ]),
  ).toEqual([
    ['meta', 4, 3, 29_000, 13_000],
    ['unity-ads', 1, 1, 2000, 2000],
  ])
  expect(unfitting).toEqual([
    {
      level: 'creative',
      network: 'Meta',
      name: 'no convention',
      impressions: 16_000,
      reason: 'it ends where “_” belongs',
    },
  ])
  expect(tokens[0]).toEqual({
    token: 'concept',
    name: 'concept',
    levels: ['creative'],
    values: 2,
    common: [
      { value: 'Pier', names: 3 },
      { value: 'Storm', names: 1 },
    ],
  })
  expect(identity).toEqual({ tokens: ['concept', 'version'], creatives: 3, together: 2 })
})

test('a pattern can be tried, and one that cannot be read is refused with its setting', async () => {
  await open('name: without')
  expect((await naming()).notes.map(({ code }) => code)).toEqual(['no_naming'])
  const tried = await naming({ pattern: '{format} {rest...}' })
  expect(tried.rows.map(({ fitting }) => fitting)).toEqual([1, 0])
  expect(tried.tokens[0]?.name).toBe('name.format')
  expect(tried.notes.map(({ code }) => code)).toEqual(['token_is_taken'])
  await expect(naming({ pattern: '{a}{b}' })).rejects.toThrow('two tokens stand side by side in {a}{b}')
  await expect(project.project.change({ naming: { creative: '{a' } })).rejects.toThrow(
    'a pattern cannot be read after {a',
  )
})

/** Fail converts 1.6 times as often as Story, at either length; names nobody can read three times as often as both. */
function namedAndNot(): string {
  const hooks = {
    Fail: { installs: 160, versions: [1, 2, 3, 4, 5, 6] },
    Story: { installs: 100, versions: [1, 2, 3, 4] },
  }
  const named = Object.entries(hooks).flatMap(([hook, { installs, versions }]) =>
    [15, 30].flatMap((length) =>
      versions.map((version) => [`${hook}_${length}s_v${version}`, installs + (version % 2 === 0 ? 3 : -3)]),
    ),
  )
  const unreadable = Array.from({ length: 20 }, (_, i) => [`final final ${i} ok`, 390 + 3 * i])
  const rows = [...named, ...unreadable].map(
    ([name, installs]) => `2026-03-01,Meta,${name},10000,${installs}`,
  )
  return ['Day,Network,Creative,Shown,Installs', ...rows].join('\n')
}

test('elements of imported names are compared among creatives whose names can be read', async () => {
  project = await openProject('name: elements\nnaming:\n  creative: "{hook}_{length}s_v{_}"\n')
  const map = { ...INPUT.map, installs: 'Installs' }
  await project.importText('table.csv', namedAndNot(), { ...INPUT, map })
  const answer = ElementsAnswer.parse(await project.ask('elements'))
  expect(answer.creatives).toEqual({ read: 40, leftOut: 0 })
  const fail = answer.rows.find(({ value }) => value === 'Fail')
  expect(fail).toMatchObject({ verdict: 'higher', creatives: 12, others: 8, conversions: 1920 })
  expect(fail?.unshrunk?.ratio).toBeCloseTo(1.6, 1)
  const length = answer.rows.find(({ element, value }) => element === 'length' && value === '15')
  expect(length).toMatchObject({ verdict: 'open', creatives: 10 })
  expect(length?.unshrunk?.ratio).toBeCloseTo(1, 2)
})
