import { afterAll, expect, test } from 'vitest'
import { FatigueAnswer } from '#schema/answer/fatigue-answer.ts'
import { addDays } from '#schema/day.ts'
import { temporaryProject } from '../../../test/support/temporary-project.ts'
import { fatigue } from './fatigue.ts'

const folder = temporaryProject()
afterAll(() => folder.remove())

let written = 0
async function watch(text: string, input: object = {}): Promise<FatigueAnswer> {
  const series = folder.write(`series-${written++}.csv`, text)
  return FatigueAnswer.parse(await fatigue.runAlone({ series, ...input }, { localFiles: true }))
}

const codes = ({ notes }: FatigueAnswer) => notes.map(({ code }) => code)

/** Days of creatives A to D, 50 conversions each; D falls to 30 from the thirtieth day. */
function days(line: (creative: string, date: string, conversions: number, day: number) => string): string {
  return Array.from({ length: 45 }, (_, day) =>
    ['A', 'B', 'C', 'D'].map((creative) => {
      const usual = creative === 'D' && day >= 30 ? 30 : 50
      return line(creative, addDays('2026-03-01', day), usual + ((day * 7) % 5) - 2, day)
    }),
  )
    .flat()
    .join('\n')
}

test('a table of days says which creative wears out, since when, by how much and for how much', async () => {
  const text = `creative,date,impressions,clicks,conversions,spend\n${days((creative, date, c, day) => `${creative},${date},5000,${creative === 'D' && day >= 30 ? 90 : 150},${c},40`)}\n`
  const answer = await watch(text)
  expect(answer.series.map(({ creative, state }) => [creative, state])).toEqual([
    ['D', 'exhausted'],
    ['A', 'stable'],
    ['B', 'stable'],
    ['C', 'stable'],
  ])
  const asked = await watch(text, { state: ['exhausted', 'fatiguing'] })
  expect(asked.series).toEqual(answer.series.slice(0, 1))
  expect(asked.refresh).toEqual(answer.refresh)
  const [worn, healthy] = answer.series
  expect(worn).toMatchObject({ changed: '2026-03-31', where: 'ctr', notComputed: {} })
  expect(worn?.decline.estimate).toBeCloseTo(0.4, 2)
  expect(worn?.lost.installs).toBeCloseTo(300, -1)
  expect((worn?.lost.spend ?? 0) / (15 * 40)).toBeCloseTo(0.4, 1)
  expect(worn?.falseAlarm).toBeCloseTo(38 / 1800, 9)
  expect(healthy).toMatchObject({
    changed: null,
    decline: { estimate: null, low: null, high: null },
    lost: { installs: null, spend: null },
  })
  expect(healthy?.notComputed.decline).toBe('its rate has not fallen for sure')
  expect(codes(answer)).toEqual(['false_alarms'])
})

test('columns are found by other names; without a spend its loss is not computed', async () => {
  const text = `ad;day;shown;installs;place\n${days((creative, date, c) => `${creative};${date};5000;${c};US`)}\n`
  const answer = await watch(text, {
    map: ['creative=ad', 'date=day', 'impressions=shown', 'conversions=installs', 'stratum=place'],
  })
  expect(answer.series[0]).toMatchObject({ creative: 'D', state: 'exhausted', lost: { spend: null } })
  expect(answer.series[0]?.notComputed['lost.spend']).toBe('no spend is known of these days')
  await expect(watch(text)).rejects.toMatchObject({ code: 'input_refused' })
  await expect(watch(text, { map: ['creativ=ad'] })).rejects.toThrow(/did you mean creative/)
})

test('rows that are there twice, days and networks that end, counts that cannot be and a missing column are said', async () => {
  const lines = days((creative, date, c, day) =>
    (day >= 20 && day < 23) || (creative === 'B' && day > 30)
      ? ''
      : `${creative},${date},5000,${creative === 'A' && day === 12 ? 9000 : c},${creative === 'B' ? 'Vungle' : 'Unity Ads'}`,
  )
    .split('\n')
    .filter((line) => line !== '')
  const header = 'creative,date,impressions,conversions,network'
  const doubled = lines.flatMap((line) => (line.startsWith('C,2026-04') ? [line, line] : [line]))
  const { series, notes } = await watch([header, ...doubled, ''].join('\n'))
  expect(series.map(({ creative, state }) => [creative, state])).toContainEqual(['A', 'stable'])
  expect(notes.map(({ code, message }) => [code, message])).toEqual(
    expect.arrayContaining([
      ['rows_left_out', expect.stringContaining('more conversions than impressions: 9000')],
      ['repeated_rows', expect.stringContaining('every count: 14 (row')],
      ['ended_networks', expect.stringContaining('2026-04-14: Vungle 2026-03-31.')],
      ['missing_days', expect.stringContaining(': 3 (2026-03-21 … 2026-03-23)')],
    ]),
  )
  const young = lines.filter((line) => line < 'A,2026-03-05').map((line) => line.replace('A,', ''))
  const whole = await watch([header.replace('creative,', ''), ...young, ''].join('\n'))
  expect(codes(whole)).toEqual(['one_series', 'nothing_watched'])
})

test('rows that cannot be read, doubled rows, missing days and silent networks raise no alarm', async () => {
  const silent = (day: number) => day > 40
  const rows = days((creative, date, c, day) =>
    creative === 'D' || (creative === 'A' && day % 9 === 4)
      ? ''
      : `${creative},${date},${date.endsWith('-09') ? 2500 : 5000},${silent(day) ? 0 : c}${date.endsWith('-09') ? `\n${creative},${date},2500,0` : ''}`,
  )
  const answer = await watch(
    `creative,date,impressions,conversions\n${rows.replaceAll(/\n+/g, '\n')}\nA,tomorrow,5000,50\nA,2026-03-02,-5,50\n,2026-03-02,5,5\n`,
  )
  expect(answer.series.map(({ state }) => state)).toEqual(['stable', 'stable', 'stable'])
  expect(codes(answer)).toEqual(['rows_without_name', 'rows_left_out', 'nothing_reported', 'false_alarms'])
  expect(answer.notes[2]?.message).toContain('2026-04-11, 2026-04-12, 2026-04-13 and 1 more')
})

test('one creative alone, and a table without a column of creatives, stand for themselves', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, day) => `${addDays('2026-03-01', day)},9000,${day < 30 ? 90 : 60}`,
  )
  const answer = await watch(`date,impressions,conversions\n${rows.join('\n')}\n`)
  expect(answer.series).toHaveLength(1)
  expect(answer.series[0]).toMatchObject({
    state: 'fatiguing',
    changed: '2026-03-31',
    baseline: { against: 'own' },
  })
  expect(codes(answer)).toContain('own_baseline')
})

test('it asks for a file where there is neither one nor a project', async () => {
  await expect(fatigue.run(null, {}, { localFiles: true })).rejects.toMatchObject({ code: 'internal' })
  expect(fatigue.runAlone({ last: '7d' }, { localFiles: true })).toBeNull()
  await expect(fatigue.runAlone({ series: 'nowhere.csv' }, { localFiles: true })).rejects.toMatchObject({
    code: 'not_found',
  })
})
