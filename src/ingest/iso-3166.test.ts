import { expect, test } from 'vitest'
import { countryCodeSql } from './country-code.ts'
import { ALPHA_2_OF_3 } from './iso-3166.ts'

const names = new Intl.DisplayNames('en', { type: 'region' })

test('each of the 249 codes of three letters stands for a country of its own', () => {
  expect(ALPHA_2_OF_3.size).toBe(249)
  expect(new Set(ALPHA_2_OF_3.values()).size).toBe(249)
  for (const code of ALPHA_2_OF_3.values()) expect(names.of(code), code).not.toBe(code)
})

test('the two letters are among the three, but for 14 countries', () => {
  const unlike = [...ALPHA_2_OF_3].filter(([three, two]) =>
    [...two].some((letter) => !three.includes(letter)),
  )
  const known =
    'ALA AX, ATA AQ, BEN BJ, BES BQ, BIH BA, BLR BY, COM KM, CYM KY, GNB GW, IRL IE, ISR IL, MAC MO, SVN SI, UKR UA'
  expect(unlike.map((pair) => pair.join(' ')).join(', ')).toBe(known)
})

test.each([
  'DEU DE',
  'AUT AT',
  'AUS AU',
  'CHE CH',
  'CHN CN',
  'SVK SK',
  'PRT PT',
  'KOR KR',
  'PRK KP',
  'ZAF ZA',
])('%s', (pair) => {
  const [three = '', two] = pair.split(' ')
  expect(ALPHA_2_OF_3.get(three)).toBe(two)
})

test('a country by its English name has its own code, not one that was withdrawn', () => {
  const sql = countryCodeSql('text')
  for (const code of ALPHA_2_OF_3.values()) {
    const name = names.of(code)?.toLowerCase().replaceAll("'", "''")
    expect(sql.includes(`'${name}': '${code}'`), `${name} ${code}`).toBe(true)
  }
})
