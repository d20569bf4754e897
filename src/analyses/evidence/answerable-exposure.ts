import { expectedShare, type MetricContext } from '#metrics/index.ts'
import { dayOf } from '#schema/day-number.ts'
import type { Note } from '#schema/note.ts'
import { writeCount } from '#schema/write-count.ts'
import type { CreativeEvidence } from '#stats/index.ts'
import type { Evidence, ObjectEvidence } from './gather-evidence.ts'
import type { StrataEvidence } from './gather-strata.ts'

/** Which part of what an object showed on a network can have answered, and how uncertain that is. */
interface Answerable {
  readonly network: string
  readonly impressions: number
  readonly answerable: number
  /** Standard deviation of the answerable impressions, from the curve: the same error on all its days. */
  readonly error: number
}

function answerableOf(
  { parts }: ObjectEvidence,
  comeBy: NonNullable<ReturnType<typeof expectedShare>>,
  labels: MetricContext['catalogue']['networkLabels'],
): readonly Answerable[] {
  return parts.map(({ network, impressions, daily }) => {
    let [missing, error] = [0, 0]
    daily.day.forEach((day, index) => {
      const come = comeBy(network, dayOf(day))
      if (come === null) return
      const shown = daily.impressions[index] ?? 0
      missing += shown * (1 - come.share)
      error += shown * come.share * Math.sqrt(come.logVariance)
    })
    const label = network === '' ? '' : (labels.get(network) ?? network)
    return { network: label, impressions, answerable: impressions - missing, error }
  })
}

function sumOf(some: readonly Answerable[]): { readonly share: number; readonly variance: number } {
  const sum = (of: (one: Answerable) => number) => some.reduce((total, one) => total + of(one), 0)
  const [impressions, answerable, error] = [
    sum((one) => one.impressions),
    sum((one) => one.answerable),
    sum((one) => one.error),
  ]
  if (!(impressions > 0 && answerable > 0)) return { share: 1, variance: 0 }
  return { share: answerable / impressions, variance: (error / answerable) ** 2 }
}

/** Cells with the exposure that can have answered; the curve's error thins them, so that intervals hold it too. */
function answerableCells(
  { id, cells, ...rest }: CreativeEvidence,
  some: readonly Answerable[],
  networks: StrataEvidence['networks'],
): CreativeEvidence {
  return {
    id,
    ...rest,
    cells: cells.map((cell) => {
      const network = networks[cell.stratum] ?? ''
      const own = some.filter((one) => one.network === network)
      const { share, variance } = sumOf(own.length === 0 ? some : own)
      const certainty = 1 / (1 + cell.conversions * variance)
      return {
        ...cell,
        exposure: cell.exposure * share * certainty,
        conversions: cell.conversions * certainty,
      }
    }),
  }
}

/**
 * Strata whose immature days count with the part of their impressions that can have answered (exposure n F; counts are never
 * divided), where it is learnt how late conversions come; and what is to be said of it.
 */
export function withAnswerableExposure(
  strata: StrataEvidence,
  objects: readonly ObjectEvidence[],
  { answer, conversionField }: Evidence,
  { catalogue }: MetricContext,
): { readonly strata: StrataEvidence; readonly notes: readonly Note[] } {
  if (answer.plan.query.maturity === 'include') return { strata, notes: [] }
  const comeBy = expectedShare(answer, conversionField)
  if (comeBy === null) return { strata, notes: [] }
  const byKey = new Map(
    objects.map((object) => [object.key, answerableOf(object, comeBy, catalogue.networkLabels)]),
  )
  const all = [...byKey.values()].flat()
  const missing = all.reduce((sum, one) => sum + one.impressions - one.answerable, 0)
  if (missing === 0) return { strata, notes: [] }
  const { share, variance } = sumOf(all)
  return {
    strata: {
      ...strata,
      creatives: strata.creatives.map((creative) =>
        answerableCells(creative, byKey.get(creative.id) ?? [], strata.networks),
      ),
    },
    notes: [
      {
        code: 'answerable_exposure',
        severity: 'warning',
        message: `Immature days count with the part of their impressions that can have answered, as learnt: ${writeCount(100 * share, 1)} % of all, ± ${writeCount(196 * Math.sqrt(variance) * share, 1)} (95 %). Intervals are wider by that.`,
      },
    ],
  }
}
