import type { MetricContext } from '#metrics/index.ts'
import { addDays } from '#schema/day.ts'
import { type CreativeEvidence, type LogRates, logRates, unitSizes } from '#stats/index.ts'
import {
  type Evidence,
  type EvidenceQuestion,
  gatherEvidence,
  type ObjectEvidence,
  UNNAMED,
} from '../evidence/gather-evidence.ts'
import { gatherStrata } from '../evidence/gather-strata.ts'
import type { AskedRate } from './asked-rate.ts'

/** Formats are an element or held apart in the model; strata of their own would leave creatives of two formats without a place to meet. */
const PLACES = ['app', 'os', 'country'] as const
const COUNTED = { base: 1, slope: 0, degreesOfFreedom: 0, source: 'history' } as const
const EPOCH = '1970-01-01'

export interface GatheredRates extends LogRates {
  readonly evidence: Evidence
  /** First day of each creative in the rows asked, as a quarter. */
  readonly launched: ReadonlyMap<string, string>
  readonly names: ReadonlyMap<string, string>
  readonly spend: ReadonlyMap<string, number>
  readonly sql: readonly string[]
}

function isComparable({ key, impressions, conversions }: ObjectEvidence): boolean {
  return key !== UNNAMED.key && impressions !== null && impressions > 0 && conversions !== null
}

function quarterOf(object: ObjectEvidence): string {
  const first = Math.min(...object.parts.map(({ daily: { day } }) => day[0] ?? Number.POSITIVE_INFINITY))
  if (!Number.isFinite(first)) return ''
  const [year = '', month = '01'] = addDays(EPOCH, first).split('-')
  return `${year} Q${Math.ceil(Number(month) / 3)}`
}

/** Amounts as counts of lumps, so that their noise is that of counts. */
function inLumps(
  creatives: readonly CreativeEvidence[],
  objects: readonly ObjectEvidence[],
): readonly CreativeEvidence[] | null {
  const days = objects.map(({ daily: { day, impressions, conversions } }) =>
    Array.from(day, (_, k) => ({ amount: conversions[k] ?? 0, exposure: impressions[k] ?? 0 })),
  )
  const units = unitSizes(days, 0)
  if (units === null) return null
  return creatives.map(({ id, cells }, i) => {
    const size = units.each[i] ?? 1
    return {
      id,
      cells: cells.map((cell) => ({
        ...cell,
        exposure: cell.exposure / size,
        conversions: Math.max(0, cell.conversions) / size,
      })),
    }
  })
}

/** What every creative's rate is worth, places held apart, and why some are left out. */
export async function gatherRates(
  question: EvidenceQuestion,
  { metric, counted, isAmount }: AskedRate,
  context: MetricContext,
): Promise<GatheredRates> {
  const asked = { ...question, rate: counted }
  const evidence = await gatherEvidence(asked, context)
  const objects = evidence.objects.filter(isComparable)
  const strata = await gatherStrata(asked, objects, evidence.answer.plan.range, context, {
    dimensions: [...PLACES],
    keys: null,
  })
  const creatives = isAmount ? inLumps(strata.creatives, objects) : strata.creatives
  const rates: LogRates =
    creatives === null
      ? {
          rates: [],
          leftOut: Object.fromEntries(
            objects.map(({ key }) => [key, 'one day alone does not tell how much amounts vary']),
          ),
        }
      : logRates({
          creatives,
          repeatable: isAmount || metric.family !== 'binomial',
          networks: strata.networks,
          ...(isAmount ? { history: COUNTED } : {}),
        })
  const counts = new Map(objects.map((object) => [object.key, object]))
  return {
    rates: rates.rates.map((rate) => {
      const own = counts.get(rate.id)
      return { ...rate, exposure: own?.impressions ?? 0, conversions: own?.conversions ?? 0 }
    }),
    leftOut: rates.leftOut,
    evidence,
    launched: new Map(objects.map((object) => [object.key, quarterOf(object)])),
    names: new Map(objects.map(({ key, name }) => [key, name])),
    spend: new Map(objects.map(({ key, spend }) => [key, spend ?? 0])),
    sql: [...evidence.sql, ...strata.sql],
  }
}
