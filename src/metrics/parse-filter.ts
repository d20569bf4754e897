import { PermilleError } from '#schema/error.ts'
import type { Filter } from './query.ts'

const CONDITION = /^\s*([a-z_][\w.]*)\s*(!=|!~|=|~|\bnot in\b|\bin\b)\s*(.+?)\s*$/is

function unquote(text: string): string {
  const trimmed = text.trim()
  const quoted = /^(["'])(.*)\1$/s.exec(trimmed)
  return quoted?.[2] ?? trimmed
}

/** The filter a text such as `network = meta`, `country in US, DE` or `creative ~ hook` describes. */
export function parseFilter(text: string): Filter {
  const match = CONDITION.exec(text)
  const [, dimension, operator, values] = match ?? []
  if (dimension === undefined || operator === undefined || values === undefined) {
    throw new PermilleError('usage', `cannot read the filter: ${text}`, {
      remedy: 'write DIMENSION = VALUE, DIMENSION != VALUE, DIMENSION in A, B or DIMENSION ~ TEXT',
    })
  }
  const word = operator.toLowerCase()
  if (word === 'in' || word === 'not in') {
    const inner = values.replace(/^\((.*)\)$/s, '$1')
    return { dimension, operator: word === 'in' ? '=' : '!=', values: inner.split(',').map(unquote) }
  }
  const known = (['=', '!=', '~', '!~'] as const).find((candidate) => candidate === word) ?? '='
  return { dimension, operator: known, values: [unquote(values)] }
}

/** The filter as a person would write it. */
export function formatFilter({ dimension, operator, values }: Filter): string {
  if (values.length === 1) return `${dimension} ${operator} ${values[0]}`
  return `${dimension} ${operator === '=' ? 'in' : operator === '!=' ? 'not in' : operator} ${values.join(', ')}`
}
