import {
  CHANGE_PARTS,
  type ChangeParts,
  type Contributor,
  type ExplainAnswer,
} from '#schema/answer/explain-answer.ts'
import { formatNumber, formatPerMille, formatShare, type Presentation } from './presentation.ts'

const SHOWN = 10

const NAMES: Readonly<Record<keyof ChangeParts, string>> = {
  mix: 'mix',
  ctr: 'clicks per impression',
  cvr: 'conversions per click',
  view: 'without a known click',
}

const AFTER_VIEW = 'after a view alone'

interface Range {
  readonly low: number
  readonly high: number
}

function signed(value: number, digits = 2): string {
  return `${value < 0 ? '−' : '+'}${formatNumber(Math.abs(value), digits)}`
}

function contributorRow(own: Contributor): readonly string[] {
  return [
    `${own.dimension.replaceAll('_', ' ')} = ${own.value ?? 'unknown'}`,
    signed(own.total),
    signed(own.mix),
    signed(own.ctr),
    signed(own.cvr),
    signed(own.view),
    `${formatShare(own.shareBefore)} → ${formatShare(own.shareAfter)}`,
    `${formatPerMille(own.perMilleBefore)} → ${formatPerMille(own.perMilleAfter)}`,
  ]
}

/** A change as text: the sentence, its parts, who contributed, and the cost. */
export function presentExplanation(answer: ExplainAnswer): Presentation {
  const { before, after, parts, intervals, cost, price, roas, contributors, sentence, notes } = answer
  // A part with where it lies: `+0.07 (+0.03 … +0.10)`.
  const ranged = (value: number, range: Range | undefined, digits = 2) =>
    range === undefined
      ? signed(value, digits)
      : `${signed(value, digits)} (${signed(range.low, digits)} … ${signed(range.high, digits)})`
  const money = answer.currency === null ? '' : `, ${answer.currency}`
  const other = [...(price === null ? [] : [price]), ...(roas === null ? [] : [roas])]
  // What money says besides: the price of a thousand impressions, and revenue per unit of spend.
  const more = (ofPrice: string, ofReturn: string) => [
    ...(price === null ? [] : [ofPrice]),
    ...(roas === null ? [] : [ofReturn]),
  ]
  const right = (label: string) => ({ label, align: 'right' as const })
  const left = (label: string) => ({ label, align: 'left' as const })
  const days = ({ label, from, to }: typeof before) =>
    `${label}: ${from === null || to === null ? 'rows without dates' : `${from} … ${to}`}`
  return [
    { kind: 'text', text: sentence },
    ...(parts === null
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              left('part'),
              right('per mille'),
              right('95 %'),
              right(`cost${money}`),
              ...more(`CPM${money}`, roas?.day == null ? 'ROAS' : `ROAS D${roas.day}`).map(right),
            ],
            rows: [
              ...CHANGE_PARTS.map((part) => [
                part === 'view' && answer.knowsClicks ? AFTER_VIEW : NAMES[part],
                signed(parts[part]),
                intervals === null ? '—' : `${signed(intervals[part].low)} … ${signed(intervals[part].high)}`,
                cost === null ? '—' : ranged(cost.rate[part], cost.intervals?.rate[part]),
                ...more(
                  part === 'mix' ? ranged(price?.mix ?? 0, price?.intervals?.mix) : '',
                  ranged(roas?.rate[part] ?? 0, roas?.intervals?.rate[part], 3),
                ),
              ]),
              [
                'price of impressions',
                '',
                '',
                cost === null ? '—' : ranged(cost.price, cost.intervals?.price),
                ...more(
                  ranged(price?.price ?? 0, price?.intervals?.price),
                  ranged(roas?.price ?? 0, roas?.intervals?.price, 3),
                ),
              ],
              ...(roas === null
                ? []
                : [
                    [
                      'revenue of an install',
                      '',
                      '',
                      '',
                      ...more('', ranged(roas.value, roas.intervals?.value, 3)),
                    ],
                    [
                      'revenue not known yet',
                      '',
                      '',
                      '',
                      ...more('', ranged(roas.coverage, roas.intervals?.coverage, 3)),
                    ],
                  ]),
              [
                'change',
                signed(answer.change ?? 0),
                `${formatPerMille(before.perMille)} → ${formatPerMille(after.perMille)}`,
                cost === null
                  ? '—'
                  : `${signed(cost.change)} (${formatNumber(cost.before, 2)} → ${formatNumber(cost.after, 2)})`,
                ...other.map(
                  ({ before: from, after: to, change }) =>
                    `${signed(change)} (${formatNumber(from, 2)} → ${formatNumber(to, 2)})`,
                ),
              ],
            ],
          },
        ]),
    ...(contributors.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              left('where'),
              right('in all'),
              right('mix'),
              right('clicks'),
              right('per click'),
              right('other'),
              right('of impressions'),
              right('per mille'),
            ],
            rows: contributors.slice(0, SHOWN).map(contributorRow),
          },
        ]),
    ...Object.entries(answer.notComputed)
      .flatMap(([name, text]) => (name === 'roas' || name.endsWith('Intervals') ? [] : [text]))
      .slice(0, 1)
      .map((text) => ({ kind: 'text' as const, text: `not computed: ${text}` })),
    { kind: 'text', text: `${days(before)} · ${days(after)} · within ${answer.question.by.join(' × ')}` },
    { kind: 'notes', notes },
  ]
}
