import { afterEach, expect, test } from 'vitest'
import { SqlQueryAnswer } from '#schema/answer/sql-answer.ts'
import { type OpenProject, openProject } from '../support/open-project.ts'

let project: OpenProject
afterEach(() => project.remove())

const SHOWN = {
  source: 'studio',
  map: { day: 'Day', campaign: 'Campaign', creative: 'Creative', impressions: 'Shown', spend: 'Cost' },
}
const INSTALLS = { source: 'counter', map: { day: 'Day', creative: 'Creative', 'event.install': 'Got' } }
const shown = (...rows: readonly string[]) => ['Day,Campaign,Creative,Shown,Cost', ...rows].join('\n')

const kept = (from: string) =>
  project.project.own.warehouse
    .query(`SELECT d.load AS load, d.member::VARCHAR AS member, d.first_day AS first_day, d.last_day AS last_day
      FROM ${from} d WHERE d.first_day IS NOT NULL ORDER BY d.load, d.first_day, d.member`)
    .then(({ rows }) => rows)

/** What a look at every fact says. */
const scanned = () =>
  kept(`(SELECT f.load AS load, f.member AS member, min(f.day) AS first_day, max(f.day) AS last_day FROM fact f
    WHERE (f.impressions > 0 OR f.spend > 0) AND f.day IS NOT NULL GROUP BY f.load, f.member)`)

async function launched(): Promise<Record<string, unknown>> {
  const { rows } = SqlQueryAnswer.parse(
    await project.ask('sql', {
      statement: `SELECT name, launched::VARCHAR, last_delivery::VARCHAR FROM names WHERE level = 'creative' ORDER BY name`,
    }),
  )
  return Object.fromEntries(rows.map(([name, first, last]) => [String(name), [first, last]]))
}

test('days of first and last delivery are those a look at every fact finds, whatever was loaded, replaced or undone', async () => {
  project = await openProject()
  const files = [
    ['a.csv', shown('2026-03-01,X,Cat,10,1', '2026-03-05,X,Cat,10,1', '2026-03-02,Y,Dog,0,0'), SHOWN],
    ['b.csv', shown('2026-03-04,X,Cat,10,1', '2026-03-05,X,Emu,9,1', '2026-03-06,X,Cat,0,1'), SHOWN],
    ['c.csv', 'Day,Creative,Got\n2026-02-01,Cat,4\n', INSTALLS],
    ['d.csv', shown('2026-03-01,X,Emu,9,1', '2026-03-09,X,Emu,9,1'), SHOWN],
    ['e.csv', shown('2026-02-20,Y,Dog,5,0', '2026-03-02,Y,Dog,0,0'), SHOWN],
  ] as const
  const loads: (string | null)[] = []
  for (const [name, text, input] of files) {
    const { status, load } = await project.importText(name, text, input)
    expect(status).toBe('stored')
    loads.push(load)
    expect(await kept('delivered')).toEqual(await scanned())
  }
  expect(await launched()).toEqual({
    Dog: ['2026-02-20', '2026-02-20'],
    Emu: ['2026-03-01', '2026-03-09'],
    Cat: [null, null],
  })
  for (const load of loads.toReversed().slice(0, 3)) {
    await project.undo(load)
    expect(await kept('delivered')).toEqual(await scanned())
  }
  expect(await launched()).toMatchObject({
    Cat: ['2026-03-01', '2026-03-06'],
    Emu: ['2026-03-05', '2026-03-05'],
  })
})

test('a load asks only the facts of loads it changes, and a store that kept no days asks all once', async () => {
  project = await openProject()
  const first = await project.importText('a.csv', shown('2026-03-01,X,Cat,10,1'), SHOWN)
  const { warehouse } = project.project.own
  const [row] = (await warehouse.query('SELECT member::VARCHAR AS member FROM member')).rows
  const sign = [[Number(first.load), String(row?.member), '1999-01-01', '1999-01-01']]
  await warehouse.transaction((session) =>
    session.replaceTable('delivered', ['load', 'member', 'first_day', 'last_day'], sign),
  )
  await project.importText('b.csv', shown('2026-03-01,Y,Dog,10,1'), SHOWN)
  expect(await launched()).toEqual({ Cat: ['1999-01-01', '1999-01-01'], Dog: ['2026-03-01', '2026-03-01'] })
  await project.importText('c.csv', shown('2026-03-01,X,Cat,10,1', '2026-03-02,X,Cat,10,1'), SHOWN)
  expect(await launched()).toMatchObject({ Cat: ['2026-03-01', '2026-03-02'] })
  await warehouse.transaction((session) =>
    session.replaceTable('delivered', ['load', 'member', 'first_day', 'last_day'], []),
  )
  await project.project.own.refresh()
  expect(await kept('delivered')).toEqual(await scanned())
})
