import type { Dialect } from '#warehouse/dialect.ts'
import { type Component, componentsOf, type Metric, mapComponents } from './metric.ts'
import type { Parameters } from './parameters.ts'

const INSTALL = 'install'

const isInstalls = (component: Component) =>
  component.from === 'outcome' &&
  component.event === INSTALL &&
  component.part !== 'value' &&
  component.cohort === null &&
  component.reached === null

/** Whether a metric sets installs against delivery: IPM, CPI, conversion per impression or per click of installs. */
function isRateOfInstalls(metric: Metric): boolean {
  if (metric.kind === 'sum' || (metric.kind === 'formula' && metric.additive)) return false
  const components = componentsOf(metric)
  return (
    components.some(isInstalls) &&
    components.some(({ from }) => from === 'delivery') &&
    components.every((component) => component.from === 'delivery' || isInstalls(component))
  )
}

const ofAcquisition = (component: Component): Component => ({ ...component, acquisition: true })

/** A metric as it is counted: a rate of installs over acquisition alone, any other as it is. */
export function countedMetric(metric: Metric): Metric {
  if (metric.kind === 'sum' || !isRateOfInstalls(metric)) return metric
  if (metric.kind === 'formula')
    return { ...metric, expression: mapComponents(metric.expression, ofAcquisition) }
  return {
    ...metric,
    numerator: ofAcquisition(metric.numerator),
    denominator: ofAcquisition(metric.denominator),
  }
}

/** SQL for the keys of campaigns whose delivery is, in every row that tells an objective, re-engagement. */
export function reengagementCampaigns(
  objectives: readonly string[],
  parameters: Pick<Parameters, 'bind'>,
): string {
  const texts = objectives.map((text) => `${parameters.bind(text)}::VARCHAR`).join(', ')
  return `SELECT c.campaign AS campaign FROM member o JOIN identity c ON c.member = o.member
      JOIN load l ON l.load = o.load
      WHERE o.objective IS NOT NULL AND c.campaign IS NOT NULL AND l.measures <> '' AND l.undone_at IS NULL
      GROUP BY c.campaign HAVING sum(CASE WHEN o.objective IN (${texts}) THEN 0 ELSE 1 END) = 0`
}

/** SQL that holds for members `m`, identified as `i`, that are not known to be re-engagement. */
export function acquisitionSql(
  objectives: readonly string[],
  dialect: Dialect,
  parameters: Pick<Parameters, 'bind'>,
): string {
  const texts = objectives.map((text) => `${parameters.bind(text)}::VARCHAR`).join(', ')
  const among = dialect.isAmong('i.campaign', reengagementCampaigns(objectives, parameters))
  return `(NOT coalesce((m.objective IN (${texts}))::BOOLEAN, FALSE)
    AND NOT coalesce((${among})::BOOLEAN, FALSE))`
}
