import type { Dimension } from '#schema/dimension.ts'
import { countryCodeSql } from './country-code.ts'
import { damagedIdSql, textSql } from './values/sql.ts'

/** SQL for an operating system in one spelling, also from device and store names. */
function osSql(text: string): string {
  const plain = `lower(${text})`
  return `CASE WHEN regexp_matches(${plain}, 'android|^google') THEN 'android'
    WHEN regexp_matches(${plain}, 'ios|iphone|ipad|itunes|^apple') THEN 'ios' ELSE ${plain} END`
}

/** SQL for an objective; a flag under that name says whether it was retargeting. */
function objectiveSql(text: string): string {
  return `CASE lower(${text}) WHEN 'true' THEN 'retargeting' WHEN 'false' THEN 'acquisition' ELSE ${text} END`
}

/** SQL for the text of a dimension: absent as NULL, damaged ids refused, OS and country in one spelling. */
export function dimensionSql(dimension: Dimension, header: string, absent: readonly string[]): string {
  const text = textSql(header, absent)
  if (dimension === 'os') return osSql(`(${text})`)
  if (dimension === 'country') return countryCodeSql(`(${text})`)
  if (dimension === 'objective') return objectiveSql(`(${text})`)
  if (dimension.endsWith('_id')) return `CASE WHEN ${damagedIdSql(header)} THEN NULL ELSE ${text} END`
  return text
}
