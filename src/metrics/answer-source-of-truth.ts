import { DEFAULT_SOURCE_OF_TRUTH, decidedOutcomes } from '#models/policy.ts'
import type { SourceOfTruthRow } from '#schema/answer/reconcile-answer.ts'
import type { Note } from '#schema/note.ts'
import { ORGANIC } from '#schema/organic.ts'
import { answerQuery } from './answer.ts'
import type { DiscrepancyQuestion } from './answer-discrepancies.ts'
import type { MetricContext } from './metric-context.ts'
import { appOf, networkOf } from './settle/place.ts'
import type { Settled } from './settle/settlement.ts'

function whyOf(settled: Settled, order: readonly string[]): string {
  if (settled.kind === 'unknown') return settled.reason
  if (settled.because !== undefined) return settled.because
  const place = order.indexOf(settled.basis)
  if (place === 0) return 'first choice'
  const before = place === -1 ? order : order.slice(0, place)
  return `no ${before.join(' or ')} conversions are known here`
}

/** Who answers a plain count of conversions, for each network and each app settled on its own, and why. */
export async function answerSourceOfTruth(
  { field, ...bounds }: DiscrepancyQuestion,
  context: MetricContext,
): Promise<{ readonly rows: readonly SourceOfTruthRow[]; readonly notes: readonly Note[] }> {
  const { plan, settlement, notes } = await answerQuery(
    { metrics: [field, 'impressions'], by: ['network'], ...bounds },
    context,
  )
  const policy = context.policy ?? DEFAULT_SOURCE_OF_TRUTH
  const counted = plan.components.filter(({ component }) => component.from === 'outcome')
  const settled = counted.flatMap(({ key }) => [...(settlement.get(key) ?? [])])
  const rows = settled
    .filter(([place]) => networkOf(place) !== ORGANIC)
    .map(([place, one]): SourceOfTruthRow => {
      const [network, app] = [networkOf(place), appOf(place)]
      const { outcomes, saidOf } = decidedOutcomes(policy, network, app)
      return {
        network,
        networkLabel: context.catalogue.networkLabels.get(network) ?? network,
        app,
        basis: one.kind === 'answered' ? one.basis : null,
        order: [...outcomes],
        saidOf: context.policy === undefined ? 'default' : saidOf,
        why: whyOf(one, outcomes),
      }
    })
  return {
    rows: rows.toSorted(
      (a, b) => a.networkLabel.localeCompare(b.networkLabel) || (a.app ?? '').localeCompare(b.app ?? ''),
    ),
    notes: notes.filter(({ code }) => code === 'app_not_told'),
  }
}
