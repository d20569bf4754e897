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

test('what a game is paid with is an offer where it is given, and none on a display', () => {
  const given = [
    ['5,000 free coins', 'en'],
    ['+100 gems', 'en'],
    ['Claim your diamonds', 'en'],
    ['500 Münzen gratis', 'de'],
    ['1000 monedas gratis', 'es'],
    ['Bonus: 200 Edelsteine', 'de'],
    ['免费金币', 'zh'],
    ['1000 монет бесплатно', 'ru'],
    ['コイン無料', 'ja'],
  ] as const
  for (const [line, language] of given) expect(said([line], language), line).toContain('offer currency 0')
  expect(said(['Coins 1,250'], 'en')).toEqual([])
  expect(said(['Free to play', 'Find all coins'], 'en')).not.toContain('offer currency 1')
  expect(said(['Paid partnership with Nord Games'], 'en')).toEqual(['social_proof influencer 0'])
  expect(said(['Bezahlte Partnerschaft mit Nord'], 'de')).toEqual(['social_proof influencer 0'])
})

test('vowels of Devanagari and Thai tell words apart, and a rank needs its sign', () => {
  expect(said(['फ्री गेम'], 'hi')).toContain('offer free 0')
  expect(said(['फिर से खेलें'], 'hi')).not.toContain('offer free 0')
  expect(said(['เล่นฟรี'], 'th')).toContain('offer free 0')
  expect(said(['The #1 puzzle'], 'en')).toEqual(['social_proof rating 0'])
  expect(said(['Level 1'], 'en')).toEqual([])
})

test('words inside of words, small percentages and other languages promise nothing', () => {
  expect(said(['Freedom fighters', 'Only 1% can pass', 'Bonusland'], 'en')).toEqual([])
  expect(said(['Andrea spelar'], 'en')).toEqual([])
})
