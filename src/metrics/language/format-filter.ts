import { formatFilterValue } from '#schema/filter-value.ts'
import type { DimensionFilter, Filter, Having } from '../query.ts'

const formatValue = (value: string | null) => (value === null ? 'unknown' : formatFilterValue(value))

function formatComparison({ dimension, operator, values }: DimensionFilter): string {
  const [only = null] = values
  if (values.length === 1) {
    if (only !== null) return `${dimension} ${operator} ${formatValue(only)}`
    return `${dimension} is ${operator === '=' ? '' : 'not '}unknown`
  }
  const word = operator === '=' ? 'in' : operator === '!=' ? 'not in' : operator
  return `${dimension} ${word} ${values.map(formatValue).join(', ')}`
}

/** The filter as a person would write it. */
export function formatFilter(filter: Filter): string {
  const inner = (one: Filter) => ('any' in one || 'all' in one ? `(${formatFilter(one)})` : formatFilter(one))
  if ('all' in filter) return filter.all.map(inner).join(' and ')
  if ('any' in filter) return filter.any.map(inner).join(' or ')
  if ('segment' in filter) return `segment ${filter.segment} (${formatFilter(filter.filter)})`
  return formatComparison(filter)
}

/** The condition on answered rows as a person would write it. */
export function formatHaving(having: Having): string {
  const inner = (one: Having) => ('metric' in one ? formatHaving(one) : `(${formatHaving(one)})`)
  if ('all' in having) return having.all.map(inner).join(' and ')
  if ('any' in having) return having.any.map(inner).join(' or ')
  const { metric, operator, value } = having
  if (value === null) return `${metric} is ${operator === '=' ? '' : 'not '}unknown`
  return `${metric} ${operator} ${value}`
}
