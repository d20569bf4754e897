import { formatFilterValue, parseFilterValue, parseFilterValues } from '#schema/filter-value.ts'

export type FilterOperator = '=' | '!=' | 'in' | '~'

/** One condition on a dimension; only `in` carries more than one value. */
export interface Filter {
  field: string
  operator: FilterOperator
  values: readonly string[]
}

const FORM = /^(\S+) (=|!=|in|~) (.+)$/s

/** Reads `network = meta`, `country != DE`, `os in ios,android`, `campaign ~ brand`. */
export function parseFilter(text: string): Filter | null {
  const match = FORM.exec(text)
  const [, field, operator, rest] = match ?? []
  if (field === undefined || rest === undefined) return null
  if (operator === 'in') {
    const values = parseFilterValues(rest).filter((value) => value !== '')
    return values.length === 0 ? null : { field, operator, values }
  }
  if (operator === '=' || operator === '!=' || operator === '~')
    return { field, operator, values: [parseFilterValue(rest)] }
  return null
}

export function formatFilter(filter: Filter): string {
  return `${filter.field} ${filter.operator} ${filter.values.map(formatFilterValue).join(',')}`
}

/** A value with a comma cannot stand in a list and is only ever filtered alone. */
export function fitsList(value: string): boolean {
  return !value.includes(',')
}

/** The filters that say "is one of `values`". */
export function includeValues(field: string, values: readonly string[]): Filter[] {
  if (values.length === 0) return []
  return [{ field, operator: values.length === 1 ? '=' : 'in', values }]
}

/** The filters that say "is none of `values`". */
export function excludeValues(field: string, values: readonly string[]): Filter[] {
  return values.map((value) => ({ field, operator: '!=', values: [value] }))
}

/** One condition that a value is among these, as the HTTP API reads it; values may hold commas. */
export function includeAny(field: string, values: readonly string[]): string {
  const quoted = values.map((value) => `"${value.replaceAll('"', '""')}"`)
  return `${field} in (${quoted.join(', ')})`
}
