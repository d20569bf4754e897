import type { Dialect } from '../dialect.ts'
import { identifier, textLiteral } from './literal.ts'

export const duckdbDialect: Dialect = {
  name: 'DuckDB',
  identifier,
  textLiteral,
  truncateDay: (column, grain, firstWeekday) => {
    const truncated = (day: string) => `CAST(date_trunc('${grain}', ${day}) AS DATE)`
    if (grain !== 'week' || firstWeekday === 0) return truncated(column)
    return `(${truncated(`(${column} - ${firstWeekday})`)} + ${firstWeekday})`
  },
  sameOrBothAbsent: (left, right) => `${left} IS NOT DISTINCT FROM ${right}`,
  hash: (expressions) => `hash(${expressions.join(', ')})`,
  mapEntry: (column, keyParameter) => `${column}[${keyParameter}]`,
  mapText: (column) =>
    `array_to_string(list_sort(list_transform(map_entries(${column}), lambda e: e.key || '=' || e.value)), ' ')`,
  digest: (text) => `md5(${text})`,
  lower: (text) => `lower(${text})`,
  containsText: (text, part) => `contains(${text}, ${part})`,
  matchesPattern: (text, pattern) => `regexp_matches(${text}, ${pattern})`,
  patternGroup: (text, pattern, group) => `regexp_extract(${text}, ${pattern}, ${group})`,
  collapseSpaces: (text) => `regexp_replace(${text}, '\\s+', ' ', 'g')`,
  latest: (value, by) => `arg_max(${value}, row(${by}, ${value}))`,
  list: (expression) => `list(${expression})`,
  distinctTexts: (expression, separator) =>
    `string_agg(DISTINCT ${expression}, '${separator}' ORDER BY ${expression})`,
  joinTexts: (list, separator) => `array_to_string(${list}, '${separator}')`,
  isAmong: (value, query) => `${value} IN (${query})`,
  joinGathered: 'JOIN',
  factTable: 'fact',
  inForce: () => [],
  rolledFactTable: 'rolled_fact',
  rolledInForce: () => [],
}
