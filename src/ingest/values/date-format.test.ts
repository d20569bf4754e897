import { describe, expect, test } from 'vitest'
import { readDay } from './date-format.ts'
import { decideDateFormat, withRareFormats } from './decide-date-format.ts'

describe('the format of a day column', () => {
  test.each<[string, string[], string[]]>([
    ['ISO', ['2026-11-18', '2026-11-19'], ['iso']],
    ['instants', ['2026-11-18T23:30:00+02:00', '2026-11-18 10:00:00'], ['iso']],
    ['ISO with slashes', ['2026/11/18'], ['iso']],
    ['compact', ['20261118'], ['compact']],
    ['month first', ['11/18/2026', '11/2/2026'], ['mdy/']],
    ['day first', ['18/11/2026', '02/11/2026'], ['dmy/']],
    ['day first with dots', ['01.02.2026'], ['dmy.']],
    ['short years and times', ['4/29/19', '5/12/19'], ['mdy/']],
    ['raw log', ['6/18/2016 11:28'], ['mdy/']],
    ['month names', ['Nov 18, 2026', '18 Nov 2026', 'November 18, 2026'], ['month_name']],
    ['serials', ['44161', '44162.20833'], ['serial']],
    ['ISO among serials', ['2020-11-15', '44161.20833'], ['iso', 'serial']],
    ['seconds', ['1795046400'], ['epoch_s']],
    ['milliseconds', ['1795046400000'], ['epoch_ms']],
    ['with a row of totals', ['2026-11-18', '2026-11-19', 'Total', '--'], ['iso']],
  ])('%s', (_, values, formats) => {
    expect(decideDateFormat(values)).toMatchObject({ kind: 'formats', formats })
  })

  test('is asked for when every day fits both ways, and a hint answers', () => {
    expect(decideDateFormat(['01/02/2026', '03/04/2026'])).toEqual({
      kind: 'ambiguous',
      candidates: [['dmy/'], ['mdy/']],
    })
    expect(decideDateFormat(['01/02/2026'], 'dmy')).toMatchObject({ formats: ['dmy/'] })
  })

  test('leaves room for rows the sample did not show', () => {
    expect(withRareFormats(['iso'])).toEqual(['iso', 'serial', 'compact'])
    expect(withRareFormats(['mdy/'])).toEqual(['mdy/', 'iso', 'serial', 'compact'])
  })

  test('is unreadable when days contradict each other or are none', () => {
    expect(decideDateFormat(['18/11/2026', '11/18/2026']).kind).toBe('unreadable')
    expect(decideDateFormat(['31/02/2026']).kind).toBe('unreadable')
    expect(decideDateFormat(['Campaign A', 'Campaign B']).kind).toBe('unreadable')
    expect(decideDateFormat([]).kind).toBe('unreadable')
  })
})

test.each([
  ['18. März 2026', '2026-03-18'],
  ['18 août 2026', '2026-08-18'],
  ['1er juillet 2026', '2026-07-01'],
  ['5 juin 2026', '2026-06-05'],
  ['18 de noviembre de 2026', '2026-11-18'],
  ['3 de fevereiro de 2026', '2026-02-03'],
  ['9 maggio 2026', '2026-05-09'],
  ['7. Dez. 2026', '2026-12-07'],
  ['Wed, Nov 18, 2026', '2026-11-18'],
  ['18-Nov-26', '2026-11-18'],
  ['2 out 2026', '2026-10-02'],
])('%s names a day', (text, day) => expect(readDay(text, 'month_name')).toBe(day))
