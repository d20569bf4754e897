import { type CataloguedLoad, findCurve, type MetricContext } from '#metrics/index.ts'
import type { MaturityCurve } from '#schema/answer/maturity-answer.ts'
import { type LearntCurve, matureAgeOf } from '#schema/learnt-curve.ts'

const Z95 = 1.959964
/** Ages after which a share says nothing new. */
const SETTLED = 1e-3

function agesOf({ share, logVariance }: Pick<LearntCurve, 'share' | 'logVariance'>): MaturityCurve['ages'] {
  const last = share.findLastIndex((come) => Math.abs(1 - come) >= SETTLED) + 1
  return share.slice(0, last + 1).map((come, age) => {
    const reach = Math.exp(Z95 * Math.sqrt(logVariance[age] ?? 0))
    const most = come <= 1 ? 1 : Number.POSITIVE_INFINITY
    return { age, share: come, low: come / reach, high: Math.min(come * reach, most) }
  })
}

/** Curves that answers about a source's count use, of any of its loads and networks. */
function usedCurves(
  loads: readonly CataloguedLoad[],
  field: string,
  { learnt, catalogue }: MetricContext,
): ReadonlySet<LearntCurve> {
  const byLoad = new Map(loads.map((load) => [load.load, load]))
  const found = catalogue.slices.flatMap(({ load, network }) => {
    const own = byLoad.get(load)
    return own === undefined ? [] : (findCurve(learnt, own, network, field) ?? [])
  })
  return new Set(found)
}

function whyUnused({ evidence, tooLittle }: LearntCurve): string {
  if (tooLittle !== null) return tooLittle
  return evidence === 'touches'
    ? 'these counts are of the day of the install; it is used where a source counts the day of the touch'
    : 'every network has a curve of its own'
}

function fieldsOf(loads: readonly CataloguedLoad[], own: readonly LearntCurve[]): readonly string[] {
  const events = loads.flatMap(({ kinds }) =>
    kinds
      .filter(({ cohortDay }) => cohortDay === null)
      .map(({ event, counting }) => `${counting === 'unique' ? 'unique' : 'event'}.${event}`),
  )
  return [...new Set([...events, ...own.map(({ field }) => field)])].toSorted()
}

/** How late each count of each source comes, as it was learnt or is declared. */
export function describeCurves(
  asked: { readonly source: string | null; readonly field: string | null },
  context: MetricContext,
): readonly MaturityCurve[] {
  const { catalogue, learnt, delays, matureAfter } = context
  const labelOf = (network: string | null) =>
    network === null ? null : (catalogue.networkLabels.get(network) ?? network)
  return [...Map.groupBy(catalogue.loads, ({ source }) => source)].flatMap(([source, loads]) => {
    const [load] = loads
    if (load === undefined || load.refetchDays === null) return []
    if (asked.source !== null && asked.source !== source) return []
    const declared = Math.min(load.refetchDays, matureAfter)
    const own = learnt.filter((curve) => curve.source === source)
    const fields = fieldsOf(loads, own).filter((field) => asked.field === null || field === asked.field)
    return fields.flatMap((field): MaturityCurve[] => {
      const used = usedCurves(loads, field, context)
      const curves = new Set([...own.filter((curve) => curve.field === field), ...used])
      const base = {
        source,
        sourceLabel: load.sourceLabel,
        field,
        declaredMatureAfter: declared,
        refetchDays: load.refetchDays ?? 0,
      }
      if (curves.size === 0) {
        return [
          {
            ...base,
            network: null,
            used: 'declared',
            evidence: null,
            days: 0,
            conversions: 0,
            dispersion: null,
            matureAfter: declared,
            ages: agesOf({ share: delays.get(source) ?? [], logVariance: [] }),
            notComputed: { learnt: 'no day of it was reported again' },
          },
        ]
      }
      return [...curves].map(
        (curve): MaturityCurve => ({
          ...base,
          network: labelOf(curve.network),
          used: used.has(curve) ? 'learnt' : 'declared',
          evidence: curve.evidence,
          days: curve.days,
          conversions: curve.conversions,
          dispersion: curve.dispersion,
          matureAfter: used.has(curve) ? Math.max(0, matureAgeOf(curve) - 1) : declared,
          ages: agesOf(curve),
          notComputed: used.has(curve) ? {} : { learnt: whyUnused(curve) },
        }),
      )
    })
  })
}
