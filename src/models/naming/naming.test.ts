import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenProject, openProject } from '../../../test/support/open-project.ts'
import { tokenSql } from './name-sql.ts'
import { readNaming } from './naming.ts'
import { tokensOf } from './naming-pattern.ts'
import { type AllowedValues, parsePattern } from './parse-pattern.ts'
import { explainMisfit, nameReader } from './read-name.ts'

const KINDS: AllowedValues = new Map([
  [
    'kind',
    [
      { value: 'video', spellings: ['video', 'VID'] },
      { value: 'image', spellings: ['image', 'IMG'] },
    ],
  ],
])

function read(pattern: string, name: string, allowed?: AllowedValues): Record<string, string> | null {
  const found = nameReader(parsePattern(pattern, allowed))(name)
  return found === null ? null : Object.fromEntries(found)
}

describe('a pattern reads names', () => {
  test('token by token, between its separators', () => {
    const pattern = '{concept}_{kind}_{size}[_{language}]_v{version:number}'
    expect(read(pattern, 'Pier_VID_9x16_en_v02', KINDS)).toEqual({
      concept: 'Pier',
      kind: 'video',
      size: '9x16',
      language: 'en',
      version: '2',
    })
    expect(read(pattern, ' Pier_vid_9x16_V10 ', KINDS)).toEqual({
      concept: 'Pier',
      kind: 'video',
      size: '9x16',
      version: '10',
    })
    expect(read(pattern, 'Pier_CAR_9x16_v02', KINDS)).toBeNull()
    expect(read(pattern, 'Pier_VID_9x16_en_extra_v02', KINDS)).toBeNull()
  })

  test('with separators inside where a token may hold them', () => {
    expect(read('{concept...}_{size}', 'Pier_Rescue_9x16')).toEqual({ concept: 'Pier_Rescue', size: '9x16' })
    expect(read('{concept}_{size}', 'Pier_Rescue_9x16')).toBeNull()
    expect(read('{type...} Ads for {platform:ANDROID|IOS}', 'Evergreen Ads for ios')).toEqual({
      type: 'Evergreen',
      platform: 'IOS',
    })
  })

  test('dates as days', () => {
    expect(read('{launched:YYMMDD}-{concept}', '260131-Pier')).toEqual({
      launched: '2026-01-31',
      concept: 'Pier',
    })
    expect(read('{launched:DD.MM.YYYY} {concept}', '31.01.2026 Pier')).toEqual({
      launched: '2026-01-31',
      concept: 'Pier',
    })
    expect(read('{launched:YYMMDD}-{concept}', '261331-Pier')).toBeNull()
  })

  test('and skips what becomes no dimension', () => {
    expect(read('{_}|{geo}[.{_}]', 'x|US.mp4')).toEqual({ geo: 'US' })
    expect(read('\\[{geo}\\] {concept}', '[US] Pier')).toEqual({ geo: 'US', concept: 'Pier' })
  })
})

describe('a name that does not fit is told', () => {
  const pattern = parsePattern('{concept}_{kind}_{size}_v{version:number}', KINDS)
  test.each([
    ['Pier', 'it ends where “_” belongs'],
    ['Pier_VIDD_1x1_v2', '“VIDD” stands where {kind}, one of video, image belongs (did you mean VID?)'],
    ['Pier_VID_1x1_vx', '“x” stands where {version}, a number belongs'],
    ['Pier_VID_1x1_v2_final', '“_final” is left over at its end'],
  ])('%s', (name, why) => {
    expect(explainMisfit(name, pattern)).toBe(why)
  })
})

describe('a pattern is refused', () => {
  test.each([
    ['{concept', 'cannot be read'],
    ['{Concept}', 'cannot be read after {'],
    ['{a}{b}', 'side by side'],
    ['{a}[_{b}]{c}', 'side by side'],
    ['{a}_{a}', 'stands twice'],
    ['plain', 'no token'],
    ['{a:nonsense}', 'is no form'],
    ['{a:X||Y}', 'a value is empty'],
  ])('%s', (pattern, why) => {
    expect(() => parsePattern(pattern)).toThrow(why)
  })

  test.each([
    [{ creative: '{a}_{b}', identity: ['aa'] }, 'identity names aa, which no pattern has (did you mean a?)'],
    [
      { creative: '{lang}', values: { lamg: ['EN'] } },
      'values names lamg, which no pattern has (did you mean lang?)',
    ],
    [{ creative: '{lang}', values: { lang: { en: 'EN', english: 'en' } } }, 'en means en and english'],
    [{ campaign: '{a}', creative: '{b}', identity: ['a'] }, 'identity names a'],
  ])('%j', (settings, why) => {
    expect(() => readNaming(settings, (name) => name)).toThrow(why)
  })
})

describe('the store reads as JavaScript does', () => {
  let project: OpenProject
  beforeAll(async () => {
    project = await openProject()
  })
  afterAll(() => project.remove())

  const patterns = [
    '{concept}_{kind}_{size}[_{language}]_v{version:number}',
    '{launched:YYMMDD}-{concept...}[ {n:number}]',
    '{concept...} {kind}[({_})]',
    '{a:É|ß}.{b}^{c}',
  ].map((text) => parsePattern(text, KINDS))

  test('any name by any pattern', async () => {
    const { warehouse } = project.project.own
    const piece = fc.constantFrom(
      'Pier',
      'VID',
      'img',
      '9x16',
      'v02',
      '260131',
      '007',
      '_',
      '-',
      ' ',
      '.',
      '^',
      '(x)',
      'é',
      'ß',
      "'",
      '\\',
    )
    const names = fc.sample(
      fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join('')),
      { numRuns: 300, seed: 7 },
    )
    const real = [
      'Pier_VID_9x16_de_v02',
      'a_img_1x1_v1',
      '260131-Pier Rescue 12',
      'Pier Rescue vid(x)',
      'é.x^y',
    ]
    const all = [...new Set([...names, ...real].map((name) => name.replaceAll(/\s+/g, ' ').trim()))]
    let fitting = 0
    for (const pattern of patterns) {
      const reader = nameReader(pattern)
      const columns = tokensOf(pattern.parts).map(
        ({ name }) =>
          `${tokenSql(name, [{ pattern, network: null }], 'n.name', "''", warehouse.dialect)} AS ${warehouse.dialect.identifier(name)}`,
      )
      const list = all
        .map((name, place) => `SELECT ${place} AS place, ${warehouse.dialect.textLiteral(name)} AS name`)
        .join(' UNION ALL ')
      const { rows } = await warehouse.query(
        `SELECT n.place AS place, ${columns.join(', ')} FROM (${list}) n`,
      )
      for (const { place, ...tokens } of rows) {
        const told = reader(all[Number(place)] ?? '')
        if (told !== null) fitting += 1
        const expected = Object.fromEntries(
          tokensOf(pattern.parts).map(({ name }) => [name, told?.get(name) ?? null]),
        )
        expect(tokens, `${pattern.text} ← ${all[Number(place)]}`).toEqual(expected)
      }
    }
    expect(fitting).toBeGreaterThan(5)
  })
})
