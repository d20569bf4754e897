import { PermilleError } from '#schema/error.ts'
import { parseFieldTarget, prefixOf } from '#schema/field-target.ts'
import { DELIVERY_MEASURES, isDeliveryMeasure } from '#schema/measure.ts'
import { nearest } from '#schema/nearest.ts'
import { COHORT_DAYS, COHORT_METRICS, EVENT_METRICS, METRICS } from './definitions/index.ts'
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
    const { event, part, cohortDay, attribution } = target
    const label = {
      event,
      unique: `${event} (unique users)`,
      value: `${event} value`,
      click: `${event} after a click`,
      view: `${event} after a view`,
    }[prefixOf(target)]
    return {
      kind: 'sum',
      name,
      label: cohortDay === null ? label : `${label} D${cohortDay}`,
      description: `Landed ${name}.`,
      synonyms: [],
      unit: part === 'value' ? 'money' : 'count',
      higherIsBetter: true,
      of: { ...outcome(event, part, cohortDay), attribution },
    }
  }
  return null
}

/** The names metrics are found by, beside landed fields and events; of any cohort day those most asked for. */
export function metricNames({ mainEvent, own }: MetricNames): readonly string[] {
  const events = EVENT_METRICS.map((make) => make(mainEvent))
  const cohorts = COHORT_METRICS.flatMap((make) => COHORT_DAYS.map(make))
  return [...own, ...METRICS, ...events, ...cohorts].map(({ name }) => name)
}

const OF_COHORT_DAY = /_d(?<day>0|[1-9]\d{0,2})$/

function cohortMetric(name: string): Metric | null {
  const day = OF_COHORT_DAY.exec(name)?.groups?.day
  if (day === undefined) return null
  const metrics = COHORT_METRICS.map((make) => make(Number(day)))
  return metrics.find((metric) => metric.name === name || metric.synonyms.includes(name)) ?? null
}

/**
 * The metric a name stands for, or `null`: built in, the project's own, `METRIC.EVENT`, `METRIC_dDAY`, or a landed
 * field such as `event.purchase`.
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
  return cohortMetric(name) ?? fieldMetric(name)
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
