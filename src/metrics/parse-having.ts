import { PermilleError } from '#schema/error.ts'
import type { Having } from './query.ts'

const CONDITION = /^\s*([a-z][\w.]*)\s*(>=|<=|>|<)\s*(-?\d+(?:\.\d+)?)\s*$/i

/** The condition on answered rows a text such as `impressions > 1000` describes. */
export function parseHaving(text: string): Having {
  const [, metric, operator, value] = CONDITION.exec(text) ?? []
  const known = (['>', '>=', '<', '<='] as const).find((candidate) => candidate === operator)
  if (metric === undefined || known === undefined) {
    throw new PermilleError('usage', `cannot read the condition: ${text}`, {
      remedy: 'write METRIC > NUMBER',
    })
  }
  return { metric, operator: known, value: Number(value) }
}
