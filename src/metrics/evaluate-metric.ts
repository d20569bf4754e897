import { type Evaluated, evaluateFormula } from './evaluate-formula.ts'
import { type AnsweredRow, completeParts, partsWithAll, sumOfParts } from './gather-rows.ts'
import { componentKey, describeComponent, type Metric } from './metric.ts'

/** Recomputes a metric from what the networks of a row contribute. */
export function evaluateMetric(metric: Metric, row: AnsweredRow): Evaluated {
  const { parts: all } = row
  if (metric.kind === 'formula') return evaluateFormula(metric, row)
  if (metric.kind === 'sum') return sumOfParts(all, componentKey(metric.of))
  const above = componentKey(metric.numerator)
  const below = componentKey(metric.denominator)
  const parts = completeParts(all, [above, below])
  const [left] = all
  if (left !== undefined && parts.length === 0)
    return { value: null, reason: left.incomplete[above] ?? left.incomplete[below] ?? '' }
  const both = partsWithAll(parts, [above, below])
  const used = both.length === 0 ? parts : both
  const numerator = sumOfParts(used, above)
  if (numerator.value === null) return numerator
  const denominator = sumOfParts(used, below)
  if (denominator.value === null) return denominator
  if (both.length === 0)
    return {
      value: null,
      reason: `${describeComponent(metric.numerator)} and ${describeComponent(metric.denominator)} are known for different networks only`,
    }
  if (denominator.value === 0) return { value: null, reason: `${describeComponent(metric.denominator)} is 0` }
  return { value: (metric.scale * numerator.value) / denominator.value, reason: null }
}
