import { DELAY_EVIDENCE, type LearntCurve } from '#schema/learnt-curve.ts'
import type { Warehouse } from '#warehouse/warehouse.ts'
import type { CataloguedLoad } from './catalogue.ts'
import type { Component } from './metric.ts'

/** What a store holds of delays, and the version of its rows that was learnt from. */
export interface StoredCurves {
  readonly dataVersion: string | null
  readonly curves: readonly LearntCurve[]
}

/** Reads the curves that were learnt last. */
export async function readLearntCurves(warehouse: Warehouse): Promise<StoredCurves> {
  const { rows } = await warehouse.query(
    `SELECT data_version, evidence, source, network, field, age, share, log_variance, dispersion, days,
      conversions, too_little FROM delay_curve ORDER BY evidence, source, field, network NULLS FIRST, age`,
  )
  const groups = Map.groupBy(rows, ({ evidence, source, network, field }) =>
    JSON.stringify([evidence, source, network ?? null, field]),
  )
  const curves = [...groups.values()].flatMap((own): LearntCurve[] => {
    const [first] = own
    const evidence = DELAY_EVIDENCE.find((known) => known === first?.evidence)
    if (first === undefined || evidence === undefined) return []
    return [
      {
        evidence,
        source: String(first.source),
        network: first.network === null || first.network === undefined ? null : String(first.network),
        field: String(first.field),
        share: own.map(({ share }) => Number(share)),
        logVariance: own.map(({ log_variance: variance }) => Number(variance)),
        dispersion: Number(first.dispersion),
        days: Number(first.days),
        conversions: Number(first.conversions),
        tooLittle:
          first.too_little === null || first.too_little === undefined ? null : String(first.too_little),
      },
    ]
  })
  const version = rows[0]?.data_version
  return { dataVersion: version === undefined || version === null ? null : String(version), curves }
}

/** Name of what a component waits for, as curves have it: all of a delivery comes with its impressions; `null` for cohorts. */
export function delayField(component: Component): string | null {
  if (component.from === 'delivery') return 'impressions'
  if (component.cohort !== null) return null
  return component.part === 'unique' ? `unique.${component.event}` : `event.${component.event}`
}

/** Whether a load counts an event on the day of its touch, so that the time from touch to install is what it waits for. */
function countsOnTouchDay({ kinds }: CataloguedLoad, field: string): boolean {
  const own = kinds.filter(
    ({ counting, event, cohortDay }) =>
      cohortDay === null && field === `${counting === 'unique' ? 'unique' : 'event'}.${event}`,
  )
  return own.length > 0 && own.every(({ dateBasis }) => dateBasis === 'touch' || dateBasis === 'impression')
}

/**
 * The curve a count of a load is completed by on a network: of the source’s own restated days, the network’s before that
 * of all; else of raw logs, where the load counts on the day of the touch. `null` where too little was learnt.
 */
export function findCurve(
  curves: readonly LearntCurve[],
  load: CataloguedLoad,
  network: string,
  field: string | null,
): LearntCurve | null {
  if (field === null) return null
  const used = curves.filter((curve) => curve.tooLittle === null && curve.field === field)
  const restated = used.filter(
    ({ evidence, source }) => evidence === 'restatements' && source === load.source,
  )
  const own =
    restated.find((curve) => curve.network === network) ?? restated.find((curve) => curve.network === null)
  if (own !== undefined) return own
  if (!countsOnTouchDay(load, field)) return null
  return used.find((curve) => curve.evidence === 'touches' && curve.network === network) ?? null
}
