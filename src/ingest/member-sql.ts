import type { Dimension } from '#schema/dimension.ts'
import { countryCodeSql } from './country-code.ts'
import { damagedIdSql, textSql } from './values/sql.ts'

const OS_CASES = [
  ['%android%', 'android'],
  ['%ios%', 'ios'],
  ['%iphone%', 'ios'],
  ['%ipad%', 'ios'],
  ['%itunes%', 'ios'],
  ['apple%', 'ios'],
  ['google%', 'android'],
] as const

function osSql(text: string): string {
  const cases = OS_CASES.map(([pattern, os]) => `WHEN lower(${text}) LIKE '${pattern}' THEN '${os}'`)
  return `CASE ${cases.join(' ')} ELSE lower(${text}) END`
}

/** SQL for the text of a dimension: absent as NULL, damaged ids refused, OS and country in one spelling. */
export function dimensionSql(dimension: Dimension, header: string, absent: readonly string[]): string {
  const text = textSql(header, absent)
  if (dimension === 'os') return osSql(`(${text})`)
  if (dimension === 'country') return countryCodeSql(`(${text})`)
  if (dimension.endsWith('_id')) return `CASE WHEN ${damagedIdSql(header)} THEN NULL ELSE ${text} END`
  return text
}
