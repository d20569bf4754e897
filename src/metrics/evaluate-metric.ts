import { componentKey, type Metric } from './metric.ts'

interface Sums {
  readonly components: Readonly<Record<string, number | null>>
  readonly unknown: Readonly<Record<string, string>>
}

/** A metric's value from its sums, or `null` with the reason there is none. */
export type Evaluated =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string }

/** Recomputes a metric from the sums of a row. */
export function evaluateMetric(metric: Metric, { components, unknown }: Sums): Evaluated {
  const read = (key: string): Evaluated => {
    const value = components[key] ?? null
    return value === null ? { value, reason: unknown[key] ?? `no ${key} is known` } : { value, reason: null }
  }
  if (metric.kind === 'sum') return read(componentKey(metric.of))
  const numerator = read(componentKey(metric.numerator))
  if (numerator.value === null) return numerator
  const denominator = read(componentKey(metric.denominator))
  if (denominator.value === null) return denominator
  if (denominator.value === 0) return { value: null, reason: `${componentKey(metric.denominator)} is 0` }
  return { value: (metric.scale * numerator.value) / denominator.value, reason: null }
}
