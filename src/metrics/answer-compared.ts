import { PermilleError } from '#schema/error.ts'
import { answerQuery, type MetricAnswer } from './answer.ts'
import { type ComparisonRange, comparisonRange } from './comparison-range.ts'
import type { MetricContext } from './metric-context.ts'
import type { QueryInput } from './query.ts'

/** The same question about other days. */
export interface Compared {
  /** `previous`, `weekdays`, or `custom` with a number from the second on. */
  readonly name: string
  readonly range: ComparisonRange
  readonly answer: MetricAnswer
}

function comparisonNames(asked: readonly string[]): readonly string[] {
  let custom = 0
  return asked.map((text, index) => {
    if (asked.indexOf(text) !== index)
      throw new PermilleError('usage', `it is compared with ${text} twice`, { remedy: 'name each once' })
    if (text === 'previous' || text === 'weekdays') return text
    custom += 1
    return custom === 1 ? 'custom' : `custom_${custom}`
  })
}

/** Answers a query, and the same about all days it is to be compared with; conditions on rows hold for its own days. */
export async function answerCompared(
  query: QueryInput,
  context: MetricContext,
): Promise<{ readonly answer: MetricAnswer; readonly compared: readonly Compared[] }> {
  const asked = query.compare ?? []
  const names = comparisonNames(asked)
  const answer = await answerQuery(query, context)
  const compared: Compared[] = []
  for (const [index, text] of asked.entries()) {
    const range = comparisonRange(text, answer.plan.range)
    const { lastDays: _, ...days } = { ...query, having: [], from: range.from, to: range.to }
    compared.push({ name: names[index] ?? text, range, answer: await answerQuery(days, context) })
  }
  return { answer, compared }
}
