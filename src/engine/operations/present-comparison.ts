import type { CompareAnswer, PairComparison } from '#schema/answer/compare-answer.ts'
import {
  formatNumber,
  formatPerMille,
  formatProbability,
  formatShare,
  type Presentation,
} from './presentation.ts'

const perMille = (rate: number | null) => formatPerMille(rate === null ? null : rate * 1000)

const formatQ = (q: number | null) => (q !== null && q < 0.001 ? '<0.001' : formatNumber(q, 3))

/** Which of two is surely no worse than the other by more than the margin. */
function noWorse({ nonInferiority }: PairComparison): string {
  if (nonInferiority === null) return '—'
  const { first, second } = nonInferiority
  if (first.holds && second.holds) return 'both'
  return first.holds ? 'first' : second.holds ? 'second' : 'neither'
}

function differs({ heterogeneity }: PairComparison): string {
  if (heterogeneity === null) return '—'
  const { q, pValue } = heterogeneity
  return `p ${formatQ(pValue)} (Q ${formatNumber(q, 1)})`
}

/** A comparison as text: the objects, then each pair. */
export function presentComparison({ objects, comparisons, question, notes }: CompareAnswer): Presentation {
  // One comparison alone has nothing to be corrected for.
  const several = comparisons.length > 1
  const nameOf = (key: string) => objects.find((object) => object.key === key)?.name ?? key
  const margin = formatShare(question.margin)
  const hasTargets = objects.some(({ target }) => target !== null)
  return [
    {
      kind: 'table',
      columns: [
        { label: question.by, align: 'left' },
        { label: 'Impressions', align: 'right' },
        { label: question.event, align: 'right' },
        { label: 'Per mille', align: 'right' },
        { label: 'Adjusted', align: 'right' },
        { label: 'P(best)', align: 'right' },
        ...(hasTargets
          ? [
              { label: 'Target', align: 'left' as const },
              { label: 'Needs', align: 'right' as const },
              { label: '', align: 'left' as const },
            ]
          : []),
      ],
      rows: objects.map((object) => [
        object.name,
        formatNumber(object.impressions),
        formatNumber(object.conversions),
        formatPerMille(object.perMille),
        perMille(object.adjusted),
        formatProbability(object.probabilityBest),
        ...(hasTargets
          ? [
              object.target?.description ?? '—',
              formatPerMille(object.target?.perMille ?? null),
              object.targetReached ?? '',
            ]
          : []),
      ]),
    },
    {
      kind: 'table',
      columns: [
        { label: 'First ÷ second', align: 'left' },
        { label: 'Ratio', align: 'right' },
        { label: '95 % interval', align: 'right' },
        { label: 'P(first better)', align: 'right' },
        ...(several ? [{ label: 'q', align: 'right' } as const] : []),
        { label: 'Plain ratio', align: 'right' },
        { label: 'Overlap', align: 'right' },
        { label: 'Places differ', align: 'right' },
        { label: `No worse by ${margin}`, align: 'left' },
        { label: 'Still needed', align: 'right' },
      ],
      rows: comparisons.map((pair) => [
        `${nameOf(pair.first)} ÷ ${nameOf(pair.second)}`,
        pair.comparable ? formatNumber(pair.ratio, 2) : 'not comparable',
        pair.interval === null
          ? '—'
          : `${formatNumber(pair.interval.low, 2)} – ${pair.interval.high === null ? '∞' : formatNumber(pair.interval.high, 2)}`,
        formatProbability(pair.probabilityBetter),
        ...(several ? [formatQ(pair.qValue)] : []),
        formatNumber(pair.pooledRatio, 2),
        formatNumber(pair.overlap, 2),
        differs(pair),
        noWorse(pair),
        pair.needed.conversions === 0
          ? 'nothing'
          : `${formatNumber(pair.needed.impressions)} impressions${pair.needed.days === null ? '' : `, ${formatNumber(pair.needed.days)} days`}`,
      ]),
    },
    {
      kind: 'notes',
      notes: comparisons.flatMap(({ reasons }) =>
        reasons.map(({ message }) => ({ severity: 'warning' as const, message })),
      ),
    },
    {
      kind: 'text',
      text: `${question.from ?? 'no dates'} … ${question.to ?? ''} (${question.timezone}), within ${question.strata.join(' × ') || 'one stratum'}`,
    },
    { kind: 'notes', notes },
  ]
}
