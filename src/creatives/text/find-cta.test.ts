import { expect, test } from 'vitest'
import { findCta } from './find-cta.ts'
import { findPromises } from './find-promises.ts'

test.each([
  ['PLAY NOW', 'play'],
  ['PLAYNOW', 'play'],
  ['Instali now!', 'install'],
  ['Jetzt herunterladen', 'download'],
  ['¡Juega ahora!', 'play'],
  ['Télécharger', 'download'],
  ['Jogue grátis', 'play'],
  ['Scopri di più', 'learn_more'],
  ['Nu spelen', 'play'],
  ['Zagraj teraz', 'play'],
  ['Hemen indir', 'download'],
  ['Mainkan sekarang', 'play'],
  ['Läs mer', 'learn_more'],
  ['立即下载', 'download'],
  ['Завантажити зараз', 'download'],
  ['ИГРАТЬ', 'play'],
  ['حمل اللعبة', 'download'],
  ['今すぐダウンロード', 'download'],
  ['지금 플레이', 'play'],
  ['ดาวน์โหลดเลย', 'download'],
  ['डाउनलोड करें', 'download'],
])('%s asks to %s', (text, kind) => {
  expect(findCta(text)).toMatchObject({ class: kind })
  expect(findCta(text)?.confidence).toBeGreaterThan(0.8)
})

test.each(['Dream destinations await', 'Level 12', 'Gold', '', '%', 'Go West'])('%s is no button', (text) => {
  expect(findCta(text)?.confidence ?? 0).toBeLessThan(0.8)
})

test('a headline that begins like a button is less sure than a button', () => {
  expect(findCta('Watch now what happens')?.confidence).toBe(0.5)
})

const said = (lines: readonly string[], language: string | null) =>
  findPromises(lines, language).map(({ key, value, line }) => `${key} ${value} ${line}`)

test('offers, urgency and proof are found in the line they stand in', () => {
  expect(said(['Up to 40% off', 'Only today', '10M+ downloads, rated 4.8/5'], 'en')).toEqual([
    'offer percent_off 0',
    'offer discount 0',
    'urgency yes 1',
    'social_proof downloads 2',
    'social_proof rating 2',
  ])
  expect(said(['Nur heute: gratis Bonus'], 'de')).toEqual(
    expect.arrayContaining(['offer free 0', 'offer bonus 0', 'urgency yes 0']),
  )
  expect(said(['限时免费'], 'zh')).toEqual(expect.arrayContaining(['offer free 0', 'urgency yes 0']))
})

test('words inside of words, small percentages and other languages promise nothing', () => {
  expect(said(['Freedom fighters', 'Only 1% can pass', 'Bonusland'], 'en')).toEqual([])
  expect(said(['Andrea spelar'], 'en')).toEqual([])
})
