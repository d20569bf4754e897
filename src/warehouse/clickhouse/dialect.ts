import type { Dialect } from '../dialect.ts'
import { currentRolls } from './current-rolls.ts'

/** A name as ClickHouse quotes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

export const clickhouseDialect: Dialect = {
  name: 'ClickHouse',
  identifier,
  textLiteral: (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
  truncateDay: (column, grain, firstWeekday = 0) => {
    if (grain === 'day') return column
    if (grain === 'month') return `toStartOfMonth(${column})`
    return firstWeekday === 0
      ? `toMonday(${column})`
      : `(toMonday(${column} - ${firstWeekday}) + ${firstWeekday})`
  },
  sameOrBothAbsent: (left, right) => `isNotDistinctFrom(${left}, ${right})`,
  // As one value: a hash of several is absent as soon as one of them is.
  hash: (expressions) => `cityHash64(tuple(${expressions.map((sql) => `toNullable(${sql})`).join(', ')}))`,
  mapEntry: (column, keyParameter) => `nullIf(${column}[${keyParameter}], '')`,
  mapText: (column) =>
    `arrayStringConcat(arraySort(arrayMap((k, v) -> concat(k, '=', v), mapKeys(${column}), mapValues(${column}))), ' ')`,
  digest: (text) => `lower(hex(MD5(${text})))`,
  lower: (text) => `lowerUTF8(${text})`,
  containsText: (text, part) => `(position(${text}, ${part}) > 0)`,
  matchesPattern: (text, pattern) => `match(${text}, ${pattern})`,
  patternGroup: (text, pattern, group) => `regexpExtract(${text}, ${pattern}, ${group})`,
  collapseSpaces: (text) => `replaceRegexpAll(${text}, '\\\\s+', ' ')`,
  latest: (value, by) => `argMax(${value}, tuple(${by}, ${value}))`,
  list: (expression) => `groupArray(${expression})`,
  distinctTexts: (expression, separator) =>
    `nullIf(arrayStringConcat(arraySort(groupUniqArray(${expression})), '${separator}'), '')`,
  joinTexts: (list, separator) => `arrayStringConcat(${list}, '${separator}')`,
  isAmong: (value, query) => `${value} GLOBAL IN (${query})`,
  joinGathered: 'GLOBAL JOIN',
  factTable: 'landed_fact',
  inForce(loads) {
    const list = loads.join(', ') || 'NULL'
    return [
      `f.load IN (${list})`,
      `f.slice GLOBAL NOT IN (SELECT slice FROM landed_replacement WHERE replaced_by IN (${list}))`,
    ]
  },
  rolledFactTable: 'landed_rolled_fact',
  rolledInForce: (loads) => [`f.roll GLOBAL IN (SELECT roll FROM (${currentRolls(loads.join(', '))}))`],
}
