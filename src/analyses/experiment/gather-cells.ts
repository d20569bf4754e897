import { answerQuery, type MetricAnswer, type MetricContext, partsWithBoth } from '#metrics/index.ts'
import type { Day } from '#schema/day.ts'
import { dayNumber } from '#schema/day-number.ts'
import type { ExperimentCell } from '#stats/index.ts'
import { conversionField, type EvidenceQuestion, queryBounds } from '../evidence/gather-evidence.ts'

/** Counts of some objects by day, network and strata. */
export interface CellsQuestion
  extends Pick<EvidenceQuestion, 'by' | 'event' | 'where' | 'basis' | 'maturity' | 'asOf' | 'keepUnsettled'> {
  readonly from: Day
  readonly to: Day
  readonly keys: readonly string[]
  readonly strata: readonly string[]
}

export interface GatheredCells {
  readonly byKey: ReadonlyMap<string, readonly ExperimentCell[]>
  readonly answer: MetricAnswer
}

/** Asks what objects showed and earned on each day, in each network and stratum that tells both. */
export async function gatherCells(question: CellsQuestion, context: MetricContext): Promise<GatheredCells> {
  const { by, event, where, from, to, keys, strata } = question
  const field = conversionField(event)
  // Nobody is called so; a filter needs a value, also where no object is known.
  const values = keys.length === 0 ? [''] : [...keys]
  const answer = await answerQuery(
    {
      metrics: ['impressions', field],
      by: ['day', by, ...strata],
      where: [...where, { dimension: by, operator: '=', values }],
      ...queryBounds(question),
      from,
      to,
    },
    context,
  )
  const byKey = new Map<string, ExperimentCell[]>()
  for (const row of answer.rows) {
    const [day = null, key = null, ...places] = row.keys
    if (day === null || key === null || !keys.includes(key)) continue
    const cells = byKey.get(key) ?? []
    for (const { network, components } of partsWithBoth(row.parts, 'impressions', field)) {
      cells.push({
        day: dayNumber(day),
        stratum: [network, ...places.map((place) => place ?? '?')].join(' · '),
        exposure: components.impressions ?? 0,
        conversions: components[field] ?? 0,
      })
    }
    byKey.set(key, cells)
  }
  return { byKey, answer }
}

/** Sum of impressions and conversions of all cells. */
export function cellTotals(cells: readonly ExperimentCell[]): { exposure: number; conversions: number } {
  return {
    exposure: cells.reduce((sum, cell) => sum + cell.exposure, 0),
    conversions: cells.reduce((sum, cell) => sum + cell.conversions, 0),
  }
}
