import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { byKey, type OpenProject, openProject } from '../support/open-project.ts'
import { days, type MetaRow, metaFile } from './meta-file.ts'

let project: OpenProject
beforeEach(async () => {
  project = await openProject()
})
afterEach(() => project.remove())

const span = (first: string, last: string, impressions: number, campaign = 'A'): MetaRow[] =>
  days(first, last).map((day) => ({ day, campaign, ad: `${campaign}1`, impressions, installs: 5 }))

const impressionsByDay = async () =>
  byKey(await project.query({ metrics: 'impressions', by: 'day' }), 'day', 'impressions')

const impressionsByCampaign = async () =>
  byKey(await project.query({ metrics: 'impressions', by: 'campaign' }), 'campaign', 'impressions')

/** Everything there is to see of the stored rows. */
const everything = async () => {
  const { rows } = await project.query({
    metrics: 'impressions,clicks,spend,event.install',
    by: 'day,network,campaign,ad',
  })
  return rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
}

describe('a file replaces what it covers and nothing else', () => {
  test('15 April to 14 May leaves 1 to 14 April of an older file', async () => {
    await project.importText('april.csv', metaFile(span('04-01', '04-30', 100)))
    const preview = await project.importText('may.csv', metaFile(span('04-15', '05-14', 200)), {
      yes: false,
      dryRun: true,
    })
    expect(preview).toMatchObject({ status: 'preview', load: null, replaces: { rows: 16, loads: ['1'] } })
    expect(preview.replaces?.totals).toMatchObject({ impressions: 1600, 'event.install': 80 })
    expect(Object.keys(await impressionsByDay())).toHaveLength(30)

    const stored = await project.importText('may.csv', metaFile(span('04-15', '05-14', 200)))
    expect(stored).toMatchObject({ status: 'stored', load: '2', replaces: { rows: 16, loads: ['1'] } })
    expect(await impressionsByDay()).toEqual(
      Object.fromEntries(days('04-01', '05-14').map((day) => [day, day < '2026-04-15' ? 100 : 200])),
    )
    const { loads } = await project.sources()
    expect(loads.map(({ load, state }) => [load, state])).toEqual([
      ['2', 'current'],
      ['1', 'partly_replaced'],
    ])
  })

  test('a file filtered to one campaign removes no other', async () => {
    await project.importText(
      'all.csv',
      metaFile([...span('04-01', '04-05', 100, 'A'), ...span('04-01', '04-05', 300, 'B')]),
    )
    const filtered = await project.importText('a.csv', metaFile(span('04-01', '04-05', 150, 'A')))
    expect(filtered.replaces?.rows).toBe(5)
    expect(await impressionsByCampaign()).toEqual({ A: 750, B: 1500 })
  })

  test('a restated file in which a day of a campaign vanished removes that day', async () => {
    await project.importText('one.csv', metaFile(span('04-01', '04-05', 100)))
    await project.importText(
      'two.csv',
      metaFile(span('04-01', '04-05', 100).filter(({ day }) => day !== '2026-04-03')),
    )
    expect(Object.keys(await impressionsByDay())).toEqual([
      '2026-04-01',
      '2026-04-02',
      '2026-04-04',
      '2026-04-05',
    ])
  })

  test('accounts, apps and systems are scopes of their own', async () => {
    const text = metaFile(span('04-01', '04-03', 100))
    await project.importText('x.csv', text, { set: ['os=ios', 'app=id1'] })
    await project.importText('x.csv', text, { set: ['os=android', 'app=id1'] })
    await project.importText('x.csv', text, { set: ['os=ios', 'app=id2'] })
    const answer = await project.query({ metrics: 'impressions', by: 'app,os' })
    expect(answer.rows.map(({ app, os, impressions }) => [app, os, impressions]).toSorted()).toEqual([
      ['id1', 'android', 300],
      ['id1', 'ios', 300],
      ['id2', 'ios', 300],
    ])
  })
})

describe('importing again', () => {
  test('the same file changes nothing, under any name of it', async () => {
    const text = metaFile(span('04-01', '04-05', 100))
    await project.importText('one.csv', text)
    const before = await everything()
    const again = await project.importText('one.csv', text)
    expect(again).toMatchObject({ status: 'unchanged', load: '1', replaces: null })
    await project.importText('copy (1).csv', text)
    expect(await everything()).toEqual(before)
  })

  test('A, then B, then A ends with A', async () => {
    const a = metaFile(span('04-01', '04-05', 100))
    const b = metaFile(span('04-01', '04-05', 999))
    await project.importText('a.csv', a)
    const first = await everything()
    await project.importText('b.csv', b)
    expect(await everything()).not.toEqual(first)
    expect(await project.importText('a.csv', a)).toMatchObject({ status: 'stored', load: '3' })
    expect(await everything()).toEqual(first)
  })

  test('A again after B filled a gap of A ends with A', async () => {
    const a = metaFile(span('04-01', '04-05', 100).filter(({ day }) => day !== '2026-04-03'))
    await project.importText('a.csv', a)
    const first = await everything()
    await project.importText('b.csv', metaFile(span('04-03', '04-03', 7)))
    await project.importText('a.csv', a)
    expect(await everything()).toEqual(first)
  })
})

describe('undo', () => {
  test('restores exactly what was there', async () => {
    await project.importText(
      'april.csv',
      metaFile([...span('04-01', '04-30', 100), ...span('04-01', '04-30', 40, 'B')]),
    )
    const before = await everything()
    const { load } = await project.importText('may.csv', metaFile(span('04-15', '05-14', 200)))
    await project.undo(load)
    expect(await everything()).toEqual(before)
    expect((await project.sources()).loads.map(({ state }) => state)).toEqual(['undone', 'current'])
    const again = await project.importText('may.csv', metaFile(span('04-15', '05-14', 200)))
    expect(again.status).toBe('stored')
  })

  test('refuses a load whose rows were replaced since, and one that is undone already', async () => {
    await project.importText('a.csv', metaFile(span('04-01', '04-05', 100)))
    await project.importText('b.csv', metaFile(span('04-01', '04-05', 200)))
    await expect(project.undo(1)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('load 2'),
      remedy: 'undo load 2 first',
    })
    await project.undo(2)
    await project.undo(1)
    await expect(project.undo(1)).rejects.toMatchObject({ code: 'conflict' })
    await expect(project.undo(99)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('refuses to bring back days a later load has filled', async () => {
    await project.importText('a.csv', metaFile(span('04-01', '04-05', 100)))
    const gap = span('04-01', '04-05', 200).filter(({ day }) => day !== '2026-04-03')
    await project.importText('b.csv', metaFile(gap))
    await project.importText('c.csv', metaFile(span('04-03', '04-03', 7)))
    const before = await everything()
    await expect(project.undo(2)).rejects.toMatchObject({ code: 'conflict', remedy: 'undo load 3 first' })
    expect(await everything()).toEqual(before)
    await project.undo(3)
    await project.undo(2)
    expect(await impressionsByDay()).toEqual(
      Object.fromEntries(days('04-01', '04-05').map((day) => [day, 100])),
    )
  })
})
