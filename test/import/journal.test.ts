import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { JournalAnswer } from '#schema/answer/journal-answer.ts'
import { JournalEffectAnswer } from '#schema/answer/journal-effect-answer.ts'
import { addDays } from '#schema/day.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

const FIRST = '2026-06-01'
const CHANGE = '2026-07-10'

/** Sixty days of two networks in two countries; from the change on one network earns a quarter more, and all a tenth. */
const rows = Array.from({ length: 60 }, (_, d) => addDays(FIRST, d)).flatMap((day) =>
  ['meta', 'tiktok'].flatMap((network) =>
    ['US', 'BR'].map((country) => {
      const season = day > CHANGE ? 1.1 : 1
      const effect = network === 'meta' && day > CHANGE ? 1.25 : 1
      const installs = (country === 'US' ? 400 : 80) * season * effect
      return [
        day,
        network,
        country,
        network === 'meta' && country === 'US' ? 20_000 : 10_000,
        installs,
      ].join()
    }),
  ),
)
const TABLE = ['day,network,country,impressions,installs', ...rows].join('\n')

let project: OpenProject
beforeAll(async () => {
  project = await openProject('name: journal\ncurrency: USD\n')
  await project.importText('own.csv', TABLE, {
    map: {
      day: 'day',
      network: 'network',
      country: 'country',
      impressions: 'impressions',
      'event.install': 'installs',
    },
    source: 'own',
    set: { app: 'game' },
  })
})
afterAll(() => project.remove())

const ask = async (name: string, input: object = {}) =>
  JournalAnswer.parse(await project.ask(name, { ...input }))
const effect = async (input: object) =>
  JournalEffectAnswer.parse(await project.ask('journal-effect', { maturity: 'include', ...input }))

describe('the journal', () => {
  test('reads what a change did over the rest, and leaves the season out', async () => {
    const { events } = await ask('journal-add', {
      date: CHANGE,
      kind: 'bid',
      network: 'meta',
      note: 'target 2',
    })
    const number = events[0]?.number ?? 0
    const answer = await effect({ number })
    expect(answer.effect?.estimate).toBeCloseTo(1.25, 6)
    expect(answer.rest.ratio?.estimate).toBeCloseTo(1.1, 6)
    expect(answer.changed.before).toMatchObject({ impressions: 14 * 30_000, conversions: 14 * 480 })
    expect([answer.before, answer.after]).toEqual([
      { from: '2026-06-26', to: '2026-07-09' },
      { from: '2026-07-11', to: '2026-07-24' },
    ])
    expect(answer.label).toBe('observational')
    expect(answer.sentence).toMatch(/^The IPM of network meta rose against the rest: \+25\.0 %/)
  })

  test('holds a change against no part that another entry is about, and says when nothing is left', async () => {
    const { events } = await ask('journal-add', { date: '2026-07-15', kind: 'targeting', country: 'BR' })
    const number = events.find(({ kind }) => kind === 'bid')?.number ?? 0
    const answer = await effect({ number })
    expect(answer.rest.before.conversions).toBe(14 * 400)
    expect(answer.notes.map(({ code }) => code)).toContain('other_changes')
    const all = await ask('journal-add', { date: '2026-07-12', kind: 'app_release' })
    const release = all.events.find(({ kind }) => kind === 'app_release')?.number ?? 0
    const { notComputed, effect: none } = await effect({ number: release })
    expect(none).toBeNull()
    expect(notComputed.effect).toBe('nothing stayed unchanged to hold it against')
    await ask('journal-remove', { number: release })
  })

  test('keeps every version: edits and removals are taken back', async () => {
    const before = await ask('journal')
    const number = before.events.find(({ kind }) => kind === 'bid')?.number ?? 0
    await ask('journal-edit', { number, date: '2026-07-11', network: 'tiktok' })
    const removed = await ask('journal-remove', { number })
    expect(removed.removed.map((entry) => [entry.number, entry.day, entry.scope])).toContainEqual([
      number,
      '2026-07-11',
      { network: 'tiktok' },
    ])
    await ask('journal-undo', { number })
    const edited = await ask('journal')
    expect(edited.events.find((event) => event.number === number)).toMatchObject({ day: '2026-07-11' })
    await expect(ask('journal-remove', { number: 99 })).rejects.toThrow('the journal has no entry 99')
    await expect(ask('journal-add', { date: '2026-13-01', kind: 'bid' })).rejects.toThrow('date')
  })
})

test('a release is read from the versions a raw log names, and told beside what reports say', async () => {
  const header =
    'Attributed Touch Type,Attributed Touch Time,Install Time,Event Time,Event Name,Media Source,Platform,App ID,AppsFlyer ID,Attribution Lookback,App Version'
  const lines = Array.from({ length: 200 }, (_, n) => {
    const time = `${addDays('2026-05-01', Math.floor(n / 20))} 10:00:${10 + (n % 20)}`
    const version = n >= 120 && n % 2 === 0 ? '1.10' : '1.9'
    const [type, source] = n % 4 === 0 ? ['', 'organic'] : ['click', 'unityads_int']
    return `${type},${type && time},${time},${time},install,${source},ios,id1,device-${n},7d,${version}`
  })
  const own = await openProject()
  await own.importText('raw.csv', [header, ...lines, ''].join('\n'))
  const { events } = JournalAnswer.parse(await own.ask('journal', { objects: 'campaign' }))
  const { events: written } = JournalAnswer.parse(await own.ask('journal'))
  await own.remove()
  expect(events.filter(({ kind }) => kind === 'app_release')).toEqual([
    {
      day: '2026-05-07',
      kind: 'app_release',
      scope: { app: 'id1', os: 'ios' },
      note: 'version 1.10: 50 % of the installs of this day',
      number: null,
      unseen: null,
    },
  ])
  expect(written).toEqual([])
})
