import type { Assumption, PlannedPrice, TestPlanAnswer } from '#schema/answer/test-plan-answer.ts'
import { type Block, formatNumber, formatPerMille, type Presentation } from './presentation.ts'

function assumptionRow(label: string, { value, from }: Assumption, digits: number): readonly string[] {
  return [label, digits < 0 ? formatPerMille(value) : formatNumber(value, digits), from]
}

function priceRow(label: string, price: PlannedPrice | null): readonly string[] {
  const ofArms = (read: (arm: PlannedPrice['arms'][number]) => number) => {
    const counts = price?.arms.map(read) ?? []
    const isSame = new Set(counts).size === 1
    return isSame ? formatNumber(counts[0] ?? null) : counts.map((count) => formatNumber(count)).join(' / ')
  }
  if (price === null) return [label, '—', '—', '—', '—', '—']
  return [
    label,
    ofArms(({ installs }) => installs),
    ofArms(({ impressions }) => impressions),
    formatNumber(price.impressions),
    formatNumber(price.spend, 2),
    formatNumber(price.days),
  ]
}

function prices(answer: TestPlanAnswer): Block {
  const { question, currency } = answer
  return {
    kind: 'table',
    columns: [
      { label: 'Read', align: 'left' },
      { label: `${question.event} per arm`, align: 'right' },
      { label: 'Impressions per arm', align: 'right' },
      { label: 'Impressions', align: 'right' },
      { label: currency === null ? 'Spend' : `Spend ${currency}`, align: 'right' },
      { label: 'Days', align: 'right' },
    ],
    rows: [
      priceRow('once, at its end', answer.fixedHorizon),
      priceRow('at declared looks', answer.declaredHorizon),
      priceRow('whenever you like', answer.peekSafe),
    ],
  }
}

/** A planned test as text: what it costs, and what that rests on. */
export function presentTestPlan(answer: TestPlanAnswer): Presentation {
  const { arms, question, assumptions, atEnd, saved, notes, freshness } = answer
  const names = arms.map(({ arm, control }) => (control ? `${arm} (control)` : arm)).join(' · ')
  const goal = `To find a lift of ${formatNumber(question.lift * 100, 1)} % with ${formatNumber(question.power * 100)} % power and an error rate of ${question.alpha}, within day × network${question.strata.map((name) => ` × ${name}`).join('')}:`
  const end =
    atEnd === null
      ? []
      : [
          `By ${question.end}, in ${atEnd.days} days, it finds a lift of ${formatNumber(atEnd.lift * 100, 1)} % or more.`,
        ]
  return [
    { kind: 'text', text: `${names}\n${goal}` },
    prices(answer),
    {
      kind: 'table',
      columns: [
        { label: 'It rests on', align: 'left' },
        { label: 'Value', align: 'right' },
        { label: 'From', align: 'left' },
      ],
      rows: [
        assumptionRow(question.event === 'install' ? 'IPM' : 'per mille', assumptions.ipm, -1),
        assumptionRow('CPM', assumptions.cpm, 2),
        assumptionRow('impressions a day', assumptions.dailyImpressions, 0),
        assumptionRow('noise beyond chance', assumptions.dispersion, 2),
      ],
    },
    {
      kind: 'text',
      text: [
        ...end,
        saved === null
          ? freshness.sample
            ? 'Nothing was written.'
            : 'Nothing was written; add --save NAME to declare it in permille.yaml.'
          : `Declared as ${saved} in permille.yaml, from ${question.start} on; read it with permille test show ${saved}.`,
      ].join('\n'),
    },
    { kind: 'notes', notes },
  ]
}
