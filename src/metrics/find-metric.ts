import { PermilleError } from '#schema/error.ts'
import { parseFieldTarget } from '#schema/field-target.ts'
import { DELIVERY_MEASURES, isDeliveryMeasure } from '#schema/measure.ts'
import { nearest } from '#schema/nearest.ts'
import { EVENT_METRICS, METRICS } from './definitions/index.ts'
import { delivery, type Metric, outcome } from './metric.ts'

export interface MetricNames {
  /** Event meant where the question names none. */
  readonly mainEvent: string
  /** The project's own metrics. */
  readonly own: readonly Metric[]
}

function fieldMetric(name: string): Metric | null {
  const target = parseFieldTarget(name)
  if (target?.kind === 'delivery' && isDeliveryMeasure(target.measure)) {
    const { label, unit } = DELIVERY_MEASURES[target.measure]
    return {
      kind: 'sum',
      name,
      label,
      description: label,
      synonyms: [],
      unit,
      higherIsBetter: null,
      of: delivery(target.measure),
    }
  }
  if (target?.kind === 'event') {
    return {
      kind: 'sum',
      name,
      label: {
        every: target.event,
        unique: `${target.event} (unique users)`,
        value: `${target.event} value`,
      }[target.part],
      description: `Landed ${name}.`,
      synonyms: [],
      unit: target.part === 'value' ? 'money' : 'count',
      higherIsBetter: true,
      of: outcome(target.event, target.part),
    }
  }
  return null
}

/** The names metrics are found by, beside landed fields and events. */
export function metricNames({ mainEvent, own }: MetricNames): readonly string[] {
  return [...own, ...METRICS, ...EVENT_METRICS.map((make) => make(mainEvent))].map(({ name }) => name)
}

/**
 * The metric a name stands for, or `null`: built in, the project's own, `METRIC.EVENT`, or a landed field such
 * as `event.purchase`.
 */
export function lookUpMetric(name: string, { mainEvent, own }: MetricNames): Metric | null {
  const [head = '', ...rest] = name.split('.')
  const event = rest.join('.')
  if (event === '') {
    const plain = [...own, ...METRICS].find(
      (metric) => metric.name === name || metric.synonyms.includes(name),
    )
    if (plain) return plain
  }
  for (const make of EVENT_METRICS) {
    const metric = make(event === '' ? mainEvent : event)
    if (metric.name === head || metric.synonyms.includes(head)) return { ...metric, name }
  }
  return fieldMetric(name)
}

/** The metric a name stands for; throws `not_found` with the nearest name. */
export function findMetric(name: string, names: MetricNames): Metric {
  const found = lookUpMetric(name, names)
  if (found !== null) return found
  const known = metricNames(names)
  const close = nearest(name, known)
  throw new PermilleError(
    'not_found',
    `unknown metric: ${name}${close === null ? '' : ` (did you mean ${close}?)`}`,
    { remedy: `metrics are ${known.join(', ')}` },
  )
}
